//! Fonts, tints, borders and number formats of a workbook.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

use super::super::layout::{RowStyle, sign};
use super::super::tint::tint;
use super::super::{Align, PaperMark, PaperNumber, Signs};

/// Size of the table's text, in points.
const SIZE: u32 = 10;
/// Size of the heading.
const HEADING_SIZE: u32 = 16;
/// Number of the Chinese character set in a workbook.
const CHINESE: u8 = 134;
/// Colour of the lines between cells.
const BORDER: u32 = 0x0080_8080;

/// Which fonts a paper is set in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fonts {
    is_chinese: bool,
}

impl Fonts {
    /// The fonts for a language.
    pub fn of(language: &str) -> Self {
        Self { is_chinese: language.starts_with("zh") }
    }

    fn body(self) -> Format {
        let format = Format::new().set_font_size(SIZE).set_text_wrap().set_align(FormatAlign::VerticalCenter);
        if self.is_chinese {
            format.set_font_name("宋体").set_font_charset(CHINESE)
        } else {
            format.set_font_name("Arial")
        }
    }

    /// The heading.
    pub fn heading(self) -> Format {
        let format = self.body().set_font_size(HEADING_SIZE).set_bold().set_align(FormatAlign::Center);
        if self.is_chinese { format.set_font_name("黑体") } else { format }
    }

    /// PaperLines above and below the table.
    pub fn line(self) -> Format {
        self.body().set_align(FormatAlign::Left)
    }

    /// A cell of the table.
    pub fn cell(self, style: RowStyle, align: Align, mark: PaperMark) -> Format {
        let align = match align {
            Align::Left => FormatAlign::Left,
            Align::Centre => FormatAlign::Center,
            Align::Right => FormatAlign::Right,
        };
        let format = self.body().set_align(align).set_border(FormatBorder::Thin).set_border_color(BORDER);
        let format = if style == RowStyle::Body { format } else { format.set_bold() };
        match tint(style, mark) {
            Some(tint) => format.set_background_color(tint),
            None => format,
        }
    }
}

/// How a number is shown, its sign before it: `"× "0.00`.
pub(super) fn number_format(number: &PaperNumber, mark: PaperMark, signs: &Signs) -> String {
    let places = usize::try_from(number.shown_places()).unwrap_or_default();
    let point = if places > 0 { "." } else { "" };
    let percent = if number.percent { "%" } else { "" };
    let digits = format!("0{point}{}{percent}", "0".repeat(places));
    match sign(mark, signs).replace(['"', '\n'], "") {
        sign if sign.is_empty() => digits,
        sign => format!("\"{sign}\"{digits};\"{sign}\"-{digits}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_show_their_places_and_signs() {
        let number = |value: &str, places, percent| PaperNumber { value: value.parse().unwrap(), places, percent };
        let format = |number, mark| number_format(&number, mark, &Signs::default());
        assert_eq!(format(number("9.5", 2, false), PaperMark::None), "0.00");
        assert_eq!(format(number("10", 0, false), PaperMark::None), "0");
        assert_eq!(format(number("0.9529", 1, true), PaperMark::None), "0.00%");
        assert_eq!(format(number("9.5", 1, false), PaperMark::Wrong), "\"× \"0.0;\"× \"-0.0");
    }
}
