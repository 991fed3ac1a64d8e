//! The conversation: what arrives, in order, and what is answered.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::Path;

use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::address::path_of;
use super::protocol::{ClientHello, DocumentNote, PlaceQuestion, PublishedProblems};
use super::subject::DocumentKind;
use super::transport::{BadMessage, Incoming, write_body};
use super::workspace::{LspSettings, ToldProblems, Workspace};
use super::{completion, hover, navigation, rename, script_completion};

/// Where a conversation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Nothing was agreed yet.
    Unknown,
    Open,
    /// The client wants to end it.
    Closing,
}

/// One conversation with an editor.
pub(super) struct Server<W> {
    output: W,
    stage: Stage,
    workspace: Workspace,
}

/// The answer to a request: its result, or why there is none.
type RequestAnswer = Result<Value, (ErrorCode, String)>;

impl<W: Write> Server<W> {
    pub fn new(output: W, settings: LspSettings) -> Self {
        Self { output, stage: Stage::Unknown, workspace: Workspace::new(settings) }
    }

    /// Whether the client has said that it wants to end.
    pub fn is_closing(&self) -> bool {
        self.stage == Stage::Closing
    }

    /// Whether there is something to check while nothing arrives.
    pub fn is_waiting(&self) -> bool {
        self.workspace.is_waiting()
    }

    /// Checks what is next and tells what was found.
    pub fn check_next(&mut self) -> io::Result<()> {
        for ToldProblems { uri, version, problems } in self.workspace.check_next() {
            let params = PublishedProblems { uri: &uri, version, diagnostics: &problems };
            self.write(&json!({ "jsonrpc": "2.0", "method": "textDocument/publishDiagnostics", "params": params }))?;
        }
        Ok(())
    }

    /// Takes what arrived; the conversation is over where that says so.
    pub fn take(&mut self, incoming: Incoming) -> io::Result<ControlFlow<()>> {
        match incoming {
            Incoming::Refused(bad) => self.refuse(bad)?,
            Incoming::Message(message) => match *message {
                Message::Request(request) => self.answer(request)?,
                Message::Notification(note) if note.method == "exit" => return Ok(ControlFlow::Break(())),
                Message::Notification(note) => self.note(note),
                Message::Response(_) => {}
            },
        }
        Ok(ControlFlow::Continue(()))
    }

    /// What is no message has no id that could be answered.
    fn refuse(&mut self, bad: BadMessage) -> io::Result<()> {
        let (code, id) = match bad {
            BadMessage::NoLength => (ErrorCode::InvalidRequest, "lsp-no-length"),
            BadMessage::TooLong => (ErrorCode::InvalidRequest, "lsp-too-long"),
            BadMessage::NotMessage => (ErrorCode::ParseError, "lsp-no-message"),
        };
        let message = self.workspace.messages.say(id, &[]);
        let error = json!({ "code": code as i32, "message": message });
        self.write(&json!({ "jsonrpc": "2.0", "id": null, "error": error }))
    }

    fn write(&mut self, message: &impl Serialize) -> io::Result<()> {
        write_body(&mut self.output, &serde_json::to_vec(message)?)
    }

    fn answer(&mut self, request: Request) -> io::Result<()> {
        let Request { id, method, params } = request;
        let answer = match (self.stage, method.as_str()) {
            (Stage::Unknown, "initialize") => Ok(self.greet(params)),
            (Stage::Unknown, _) => Err((ErrorCode::ServerNotInitialized, "lsp-not-open")),
            (Stage::Open, "shutdown") => {
                self.stage = Stage::Closing;
                Ok(Value::Null)
            }
            (Stage::Open, "initialize") | (Stage::Closing, _) => Err((ErrorCode::InvalidRequest, "lsp-not-now")),
            (Stage::Open, _) => {
                let answer = Self::result(&mut self.workspace, &method, params);
                return self.respond(id, answer);
            }
        };
        let answer = answer.map_err(|(code, id)| (code, self.workspace.messages.say(id, &[])));
        self.respond(id, answer)
    }

    fn respond(&mut self, id: RequestId, answer: RequestAnswer) -> io::Result<()> {
        let response = match answer {
            Ok(result) => Response { id, response_result: Ok(result) },
            Err((code, message)) => Response::new_err(id, code as i32, message),
        };
        let mut body = serde_json::to_value(&response)?;
        if let Some(fields) = body.as_object_mut() {
            fields.insert("jsonrpc".to_owned(), "2.0".into());
        }
        self.write(&body)
    }

    /// What the server can do, and in which language it speaks.
    fn greet(&mut self, params: Value) -> Value {
        let hello: ClientHello = serde_json::from_value(params).unwrap_or_default();
        self.workspace.greet(&hello);
        self.stage = Stage::Open;
        json!({
            "capabilities": {
                "positionEncoding": "utf-16",
                "textDocumentSync": { "openClose": true, "change": 1, "save": true },
                "codeActionProvider": { "codeActionKinds": ["quickfix"] },
                "completionProvider": { "triggerCharacters": [".", "\"", ":", " "] },
                "hoverProvider": true,
                "definitionProvider": true,
                "referencesProvider": true,
                "renameProvider": { "prepareProvider": true },
            },
            "serverInfo": { "name": "jixiao", "version": env!("CARGO_PKG_VERSION") },
        })
    }

    fn note(&mut self, note: Notification) {
        if self.stage != Stage::Open {
            return;
        }
        match note.method.as_str() {
            "textDocument/didOpen" => {
                if let Ok(DocumentNote { mut text_document, .. }) = read::<DocumentNote>(note.params) {
                    let text = text_document.text.take().unwrap_or_default();
                    self.workspace.open(text_document, text);
                }
            }
            "textDocument/didChange" => {
                if let Ok(DocumentNote { text_document, content_changes }) = read(note.params) {
                    self.workspace.change(text_document, content_changes);
                }
            }
            "textDocument/didClose" => {
                if let Ok(DocumentNote { text_document, .. }) = read(note.params) {
                    self.workspace.close(&text_document.uri);
                }
            }
            "textDocument/didSave" | "workspace/didChangeWatchedFiles" => self.workspace.look_again(None),
            _ => {}
        }
    }

    /// The result of a request.
    fn result(workspace: &mut Workspace, method: &str, params: Value) -> RequestAnswer {
        let invalid = |error: serde_json::Error| (ErrorCode::InvalidParams, error.to_string());
        if let "textDocument/codeAction" = method {
            let question = read(params).map_err(invalid)?;
            return Ok(json!(super::remedies::remedies(workspace, &question)));
        }
        let Some(answer) = answer_at(method) else {
            let told = workspace.messages.say("lsp-no-method", &[("method", method)]);
            return Err((ErrorCode::MethodNotFound, told));
        };
        let question: PlaceQuestion = read(params).map_err(invalid)?;
        let path = path_of(&question.text_document.uri);
        if !workspace.documents.contains_key(&path) {
            return Ok(Value::Null);
        }
        answer(workspace, &path, &question).map_err(|told| (ErrorCode::RequestFailed, told))
    }
}

/// What answers a question about a place in a document.
type PlaceAnswer = fn(&mut Workspace, &Path, &PlaceQuestion) -> Result<Value, String>;

fn answer_at(method: &str) -> Option<PlaceAnswer> {
    Some(match method {
        "textDocument/completion" => |workspace, path, question| {
            let Some((kind, offset)) = workspace.offset(path, question.position) else { return Ok(json!([])) };
            Ok(json!(match kind {
                DocumentKind::Script => script_completion::complete(workspace, path, offset),
                _ => completion::complete(workspace, path, kind, offset),
            }))
        },
        "textDocument/hover" => |workspace, path, question| {
            let place = workspace.offset(path, question.position);
            Ok(json!(place.and_then(|(_, offset)| hover::hover(workspace, path, offset))))
        },
        "textDocument/definition" => {
            |workspace, path, question| Ok(json!(navigation::definitions(workspace, path, question.position)))
        }
        "textDocument/references" => {
            |workspace, path, question| Ok(json!(navigation::references(workspace, path, question.position)))
        }
        "textDocument/prepareRename" => {
            |workspace, path, question| Ok(json!(rename::prepare(workspace, path, question.position)?))
        }
        "textDocument/rename" => |workspace, path, question| {
            let wanted = question.new_name.as_deref().unwrap_or_default();
            Ok(json!({ "changes": rename::rename(workspace, path, question.position, wanted)? }))
        },
        _ => return None,
    })
}

fn read<T: DeserializeOwned>(params: Value) -> serde_json::Result<T> {
    serde_json::from_value(params)
}
