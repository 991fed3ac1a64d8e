//! The parts around the text: types, relationships, properties, styles, fonts, footer.

use super::super::PageLabel;
use super::super::text::clean;
use super::xml::Xml;

/// The name space of the text's elements.
pub(super) const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// The name space of references to other parts.
pub(super) const REFERENCES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// The style of headings.
pub(super) const HEADING: &str = "Heading1";
/// The style of lines above and below a table.
pub(super) const LINE: &str = "PaperLine";

/// What each part is.
pub(super) const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/><Override PartName="/word/fontTable.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"#;

/// What the package begins with.
pub(super) const RELATIONSHIPS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;

/// What the text refers to; `rId4` is the footer.
pub(super) const DOCUMENT_RELATIONSHIPS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable" Target="fontTable.xml"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>"#;

/// Settings: lines are laid out as in Word 2013 and later.
pub(super) const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>"#;

/// The fonts under both of their names, so that either is found.
pub(super) const FONTS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:font w:name="宋体"><w:altName w:val="SimSun"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font><w:font w:name="仿宋"><w:altName w:val="FangSong"/><w:charset w:val="86"/><w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font><w:font w:name="黑体"><w:altName w:val="SimHei"/><w:charset w:val="86"/><w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font><w:font w:name="Times New Roman"><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>"#;

/// The same moment in every document.
const CREATED: &str = "2000-01-01T00:00:00Z";

/// The title.
pub(super) fn properties(title: &str) -> String {
    let mut xml = Xml::new();
    let spaces = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    xml.element("cp:coreProperties", &spaces, |xml| {
        xml.element("dc:title", &[], |xml| xml.text(title));
        for name in ["dcterms:created", "dcterms:modified"] {
            xml.element(name, &[("xsi:type", "dcterms:W3CDTF")], |xml| xml.text(CREATED));
        }
    });
    xml.finish()
}

/// The page number among its label.
pub(super) fn footer(label: &PageLabel) -> String {
    let text = |xml: &mut Xml, text: &str| {
        let text = clean(text).replace('\n', " ");
        xml.element("w:r", &[], |xml| xml.element("w:t", &[("xml:space", "preserve")], |xml| xml.text(&text)));
    };
    let field = |xml: &mut Xml, name: &str| {
        xml.element("w:fldSimple", &[("w:instr", name)], |xml| text(xml, "1"));
    };
    let mut xml = Xml::new();
    xml.element("w:ftr", &[("xmlns:w", NAMESPACE)], |xml| {
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| xml.value("w:jc", "center"));
            text(xml, &label.before);
            field(xml, "PAGE");
            text(xml, &label.between);
            field(xml, "NUMPAGES");
            text(xml, &label.after);
        });
    });
    xml.finish()
}

/// Fonts and distances of text, headings and lines.
pub(super) fn styles(language: &str) -> String {
    let chinese = if language.starts_with("zh") { language } else { "zh-CN" };
    let other = if language.starts_with("zh") { "en-US" } else { language };
    let mut xml = Xml::new();
    xml.element("w:styles", &[("xmlns:w", NAMESPACE)], |xml| {
        xml.element("w:docDefaults", &[], |xml| {
            xml.element("w:rPrDefault", &[], |xml| {
                xml.element("w:rPr", &[], |xml| {
                    fonts(xml, "宋体");
                    size(xml, 21);
                    xml.empty("w:lang", &[("w:val", other), ("w:eastAsia", chinese)]);
                });
            });
            xml.element("w:pPrDefault", &[], |_| {});
        });
        style(xml, "Normal", "Normal", |_| {}, |_| {});
        style(
            xml,
            HEADING,
            "heading 1",
            |xml| {
                xml.empty("w:keepNext", &[]);
                xml.empty("w:spacing", &[("w:before", "0"), ("w:after", "120")]);
                xml.value("w:jc", "center");
                xml.value("w:outlineLvl", "0");
            },
            |xml| {
                fonts(xml, "黑体");
                xml.empty("w:b", &[]);
                size(xml, 32);
            },
        );
        let lines = |xml: &mut Xml| xml.empty("w:spacing", &[("w:before", "40"), ("w:after", "40")]);
        style(xml, LINE, LINE, lines, |xml| {
            fonts(xml, "仿宋");
            size(xml, 21);
        });
    });
    xml.finish()
}

/// One style of paragraphs.
fn style(xml: &mut Xml, id: &str, name: &str, paragraph: impl FnOnce(&mut Xml), run: impl FnOnce(&mut Xml)) {
    let default = [("w:type", "paragraph"), ("w:styleId", id), ("w:default", "1")];
    let attributes = if id == "Normal" { &default[..] } else { &default[..2] };
    xml.element("w:style", attributes, |xml| {
        xml.value("w:name", name);
        if id != "Normal" {
            xml.value("w:basedOn", "Normal");
        }
        xml.empty("w:qFormat", &[]);
        xml.element("w:pPr", &[], paragraph);
        xml.element("w:rPr", &[], run);
    });
}

fn fonts(xml: &mut Xml, chinese: &str) {
    let latin = "Times New Roman";
    xml.empty("w:rFonts", &[("w:ascii", latin), ("w:hAnsi", latin), ("w:eastAsia", chinese), ("w:cs", latin)]);
}

/// A size in half points.
pub(super) fn size(xml: &mut Xml, half_points: u32) {
    let half_points = half_points.to_string();
    xml.value("w:sz", &half_points);
    xml.value("w:szCs", &half_points);
}
