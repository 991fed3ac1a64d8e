//! Messages over standard input and output: a header with the length, then as many bytes of JSON.
//!
//! Nothing that arrives may end the server or fill its memory: a body that is too long, a length that is none or a text
//! that is no message is refused, and reading goes on at the next header.

use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Read, Write};

use lsp_server::Message;

/// The longest body, in bytes: the longest file, with room for what JSON puts around it.
const MAX_BODY: usize = 33 << 20;
/// How much of a line without an end is kept: enough to hold a header.
const MAX_LINE: usize = 1_024;
/// How much of a line is read at once.
const PART: u64 = 8_192;
/// What stands before the length.
const LENGTH: &[u8] = b"content-length:";

/// What arrived.
#[derive(Debug)]
pub(super) enum Incoming {
    /// A message.
    Message(Box<Message>),
    /// Something that is none.
    Refused(BadMessage),
}

/// Why what arrived is no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BadMessage {
    /// The header names no length.
    NoLength,
    /// The body is longer than is read.
    TooLong,
    /// The body is no JSON, or no message.
    NotMessage,
}

/// The messages of a stream.
pub(super) struct Frames<R> {
    input: BufReader<R>,
    /// What was read too much and is read again.
    again: VecDeque<u8>,
}

impl<R: Read> Frames<R> {
    pub fn new(input: R) -> Self {
        Self { input: BufReader::new(input), again: VecDeque::new() }
    }

    /// The next that arrives; `None` at the end of the stream.
    pub fn next(&mut self) -> io::Result<Option<Incoming>> {
        let Some(length) = self.header()? else { return Ok(None) };
        let length = match length {
            Ok(length) => length,
            Err(bad) => return Ok(Some(Incoming::Refused(bad))),
        };
        let mut body = Vec::new();
        self.take(length, &mut body)?;
        if body.len() < length {
            return Ok(None);
        }
        match serde_json::from_slice(&body) {
            Ok(message) => Ok(Some(Incoming::Message(Box::new(message)))),
            Err(_) => {
                // A length that was too long has swallowed what follows.
                if let Some(at) = find(&body, LENGTH) {
                    for byte in body.drain(at..).rev() {
                        self.again.push_front(byte);
                    }
                }
                Ok(Some(Incoming::Refused(BadMessage::NotMessage)))
            }
        }
    }

    /// The length that the next header names.
    fn header(&mut self) -> io::Result<Option<Result<usize, BadMessage>>> {
        let mut length = None;
        let mut is_begun = false;
        loop {
            let Some(line) = self.line()? else { return Ok(None) };
            let text = line.trim_ascii();
            if text.is_empty() {
                match length {
                    Some(length) => return Ok(Some(length)),
                    None if is_begun => return Ok(Some(Err(BadMessage::NoLength))),
                    None => continue,
                }
            }
            is_begun = true;
            // Behind a body that was refused, its rest stands before the header.
            if let Some(said) = rfind(text, LENGTH).and_then(|at| text.get(at.saturating_add(LENGTH.len())..)) {
                length = Some(read_length(said));
            }
        }
    }

    /// The next line; of one that is too long, its end.
    fn line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line: Vec<u8> = Vec::new();
        loop {
            let before = line.len();
            match self.again.pop_front() {
                Some(byte) => line.push(byte),
                None => drop(self.input.by_ref().take(PART).read_until(b'\n', &mut line)?),
            }
            if line.len() == before {
                return Ok(None);
            }
            if line.ends_with(b"\n") {
                line.pop();
                return Ok(Some(line));
            }
            if line.len() >= MAX_LINE.saturating_mul(2) {
                line.drain(..line.len().saturating_sub(MAX_LINE));
            }
        }
    }

    /// Reads `length` bytes, or as many as there are.
    fn take(&mut self, length: usize, into: &mut Vec<u8>) -> io::Result<()> {
        into.extend(self.again.drain(..length.min(self.again.len())));
        let left = u64::try_from(length.saturating_sub(into.len())).unwrap_or(u64::MAX);
        (&mut self.input).take(left).read_to_end(into).map(drop)
    }
}

fn read_length(said: &[u8]) -> Result<usize, BadMessage> {
    let said = std::str::from_utf8(said).ok().map(str::trim).ok_or(BadMessage::NoLength)?;
    match said.parse::<usize>() {
        Ok(length) if length <= MAX_BODY => Ok(length),
        Ok(_) => Err(BadMessage::TooLong),
        Err(_) if !said.is_empty() && said.bytes().all(|digit| digit.is_ascii_digit()) => Err(BadMessage::TooLong),
        Err(_) => Err(BadMessage::NoLength),
    }
}

/// Where `wanted`, in small letters, begins for the first time.
fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|part| part.eq_ignore_ascii_case(wanted))
}

/// Where `wanted`, in small letters, begins for the last time.
fn rfind(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).rposition(|part| part.eq_ignore_ascii_case(wanted))
}

/// Writes a message that is JSON already.
pub(super) fn write_body(output: &mut impl Write, body: &[u8]) -> io::Result<()> {
    write!(output, "Content-Length: {}\r\n\r\n", body.len())?;
    output.write_all(body)?;
    output.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn framed(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    fn read(text: &str) -> Vec<String> {
        let mut frames = Frames::new(text.as_bytes());
        std::iter::from_fn(|| frames.next().unwrap())
            .map(|incoming| match incoming {
                Incoming::Message(message) => match *message {
                    Message::Notification(note) => note.method,
                    other => panic!("{other:?}"),
                },
                Incoming::Refused(bad) => format!("{bad:?}"),
            })
            .collect()
    }

    const NOTE: &str = r#"{"jsonrpc":"2.0","method":"名"}"#;

    #[test]
    fn messages_follow_each_other() {
        assert_eq!(read(&format!("{}{}", framed(NOTE), framed(NOTE))), ["名", "名"]);
        let typed = framed(NOTE).replace("\r\n\r\n", "\r\nContent-Type: application/vscode-jsonrpc\r\n\r\n");
        assert_eq!(read(&typed), ["名"]);
    }

    #[test]
    fn reading_goes_on_behind_what_is_no_message() {
        let next = framed(NOTE);
        for (bad, told) in [
            (framed("{"), "NotMessage"),
            (framed("[1]"), "NotMessage"),
            ("Content-Length: -5\r\n\r\n{}".to_owned(), "NoLength"),
            ("Content-Length: 七\r\n\r\n".to_owned(), "NoLength"),
            ("Host: here\r\n\r\n{}\n".to_owned(), "NoLength"),
            // 31 of 32 bytes, then the rest before the next header.
            (framed(NOTE).replace("32", "31"), "NotMessage"),
            // 20 bytes of the next message are swallowed.
            (framed(NOTE).replace("32", "52"), "NotMessage"),
            (format!("Content-Length: 99999999999999999999999\r\n\r\n{}", "x".repeat(9_999)), "TooLong"),
        ] {
            assert_eq!(read(&format!("{bad}{next}")), [told, "名"], "{bad}");
        }
    }

    #[test]
    fn a_stream_that_ends_within_a_message_ends() {
        assert_eq!(read("Content-Length: 50\r\n\r\n{}"), [""; 0]);
        assert_eq!(read("Content-Le"), [""; 0]);
    }
}
