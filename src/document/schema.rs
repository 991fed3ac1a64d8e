//! Reading a JSON Schema as far as `schemars` writes it.

use serde_json::{Map, Value};

/// How many references and combinations of one schema are followed.
const MOST_PARTS: usize = 64;

/// The outer type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outer {
    Text,
    List,
    Mapping,
}

impl Outer {
    const ALL: [Self; 3] = [Self::Text, Self::List, Self::Mapping];

    /// What it is called; the catalogue has it in both languages.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Text => "single value",
            Self::List => "list",
            Self::Mapping => "mapping",
        }
    }
}

/// A schema with its definitions.
#[derive(Clone, Copy)]
pub(super) struct Schema<'s> {
    root: &'s Value,
}

/// All that holds for one value: the schema itself and what it refers to, and the sets of alternatives among it.
#[derive(Default)]
pub(super) struct Parts<'s> {
    parts: Vec<&'s Map<String, Value>>,
    pub(super) choices: Vec<Vec<&'s Value>>,
}

impl<'s> Schema<'s> {
    pub(super) fn new(root: &'s Value) -> Self {
        Self { root }
    }

    /// Gathers what `schema` says, through references, `allOf` and alternatives of which only one is not `null`.
    pub(super) fn parts(self, schema: &'s Value) -> Parts<'s> {
        let mut gathered = Parts::default();
        let mut waiting = vec![schema];
        while let Some(next) = waiting.pop() {
            let Value::Object(part) = next else { continue };
            if gathered.parts.len() >= MOST_PARTS {
                break;
            }
            gathered.parts.push(part);
            let target = part.get("$ref").and_then(Value::as_str).and_then(|reference| self.target(reference));
            waiting.extend(target);
            waiting.extend(part.get("allOf").and_then(Value::as_array).into_iter().flatten());
            for options in ["anyOf", "oneOf"].into_iter().filter_map(|name| part.get(name)?.as_array()) {
                let options: Vec<_> = options.iter().filter(|option| !is_null(option)).collect();
                match options.as_slice() {
                    [only] => waiting.push(only),
                    _ => gathered.choices.push(options),
                }
            }
        }
        gathered
    }

    /// The outer types that a value may have; all of them where the schema does not say.
    pub(super) fn outers(self, parts: &Parts<'s>, choices: usize) -> Vec<Outer> {
        let mut wanted = Outer::ALL.to_vec();
        for part in &parts.parts {
            if let Some(own) = own_outers(part) {
                wanted.retain(|outer| own.contains(outer));
            }
        }
        let Some(left) = choices.checked_sub(1) else { return wanted };
        for options in &parts.choices {
            let offered: Vec<_> = options.iter().flat_map(|option| self.outers(&self.parts(option), left)).collect();
            wanted.retain(|outer| offered.contains(outer));
            wanted.sort_by_key(|outer| offered.iter().position(|offer| offer == outer));
        }
        wanted
    }

    fn target(self, reference: &str) -> Option<&'s Value> {
        self.root.pointer(reference.strip_prefix('#')?)
    }
}

impl<'s> Parts<'s> {
    /// The schemas under `name`, in all parts.
    pub(super) fn values(&self, name: &'static str) -> impl Iterator<Item = &'s Value> {
        self.parts.iter().filter_map(move |part| part.get(name))
    }

    /// The `x-kind` nearest to the place of use.
    pub(super) fn kind(&self) -> Option<&'s str> {
        self.values("x-kind").find_map(Value::as_str)
    }

    /// The JSON types that are named, without `null`.
    pub(super) fn types(&self) -> Vec<&'s str> {
        self.values("type").flat_map(types_of).filter(|name| *name != "null").collect()
    }

    /// The words that are allowed, if only certain words are: those of `const`, `enum` or alternatives of them.
    pub(super) fn words(&self) -> Vec<&'s str> {
        let constants = self.values("const").filter_map(Value::as_str);
        let listed = self.values("enum").filter_map(Value::as_array).flatten().filter_map(Value::as_str);
        constants.chain(listed).collect()
    }

    /// The known keys with their schemas.
    pub(super) fn properties(&self) -> Vec<(&'s str, &'s Value)> {
        let maps = self.values("properties").filter_map(Value::as_object);
        maps.flatten().map(|(name, schema)| (name.as_str(), schema)).collect()
    }

    /// The keys that must be there.
    pub(super) fn required(&self) -> Vec<&'s str> {
        self.values("required").filter_map(Value::as_array).flatten().filter_map(Value::as_str).collect()
    }

    /// Whether other keys than the known ones are refused.
    pub(super) fn is_closed(&self) -> bool {
        let mut rests = self.values("additionalProperties").chain(self.values("unevaluatedProperties"));
        rests.any(|rest| rest.as_bool() == Some(false)) && self.values("patternProperties").next().is_none()
    }
}

fn is_null(schema: &Value) -> bool {
    schema.get("type").and_then(Value::as_str) == Some("null")
        || schema.as_object().is_some_and(|object| object.get("const").is_some_and(Value::is_null))
}

fn types_of(types: &Value) -> Vec<&str> {
    match types {
        Value::String(name) => vec![name.as_str()],
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// The outer types that one schema object allows by itself; `None` where it says nothing.
fn own_outers(part: &Map<String, Value>) -> Option<Vec<Outer>> {
    if let Some(types) = part.get("type") {
        let outers = types_of(types).into_iter().filter(|name| *name != "null");
        return Some(
            outers
                .map(|name| match name {
                    "object" => Outer::Mapping,
                    "array" => Outer::List,
                    _ => Outer::Text,
                })
                .collect(),
        );
    }
    let says = |names: &[&str]| names.iter().any(|name| part.contains_key(*name));
    if says(&["const", "enum", "x-kind"]) {
        Some(vec![Outer::Text])
    } else if says(&["properties", "additionalProperties"]) {
        Some(vec![Outer::Mapping])
    } else if says(&["items", "prefixItems"]) {
        Some(vec![Outer::List])
    } else {
        None
    }
}
