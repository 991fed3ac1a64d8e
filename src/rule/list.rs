//! [`List`]: several values that a script was given or wrote, shared by all that it names them by.

use std::sync::Arc;

use rhai::{Dynamic, Map};

/// A list. Naming it, handing it on and asking for one item copies nothing, however long it is.
#[derive(Clone, Debug)]
pub(super) struct List {
    items: Arc<[Dynamic]>,
    /// How many values are in it and in all lists in it.
    total: usize,
}

impl List {
    /// The items.
    pub fn items(&self) -> &[Dynamic] {
        &self.items
    }

    /// How many values are in it, those in lists and mappings in it counted one by one.
    pub fn total(&self) -> usize {
        self.total
    }
}

impl FromIterator<Dynamic> for List {
    fn from_iter<I: IntoIterator<Item = Dynamic>>(items: I) -> Self {
        let items: Arc<[Dynamic]> = items.into_iter().collect();
        let total = items.iter().fold(0_usize, |total, item| total.saturating_add(size(item)));
        Self { items, total }
    }
}

/// How many values are in a value, itself included.
fn size(value: &Dynamic) -> usize {
    let inside = if let Some(list) = value.read_lock::<List>() {
        list.total()
    } else if let Some(entries) = value.read_lock::<Map>() {
        entries.values().fold(0_usize, |total, entry| total.saturating_add(size(entry)))
    } else {
        0
    };
    inside.saturating_add(1)
}

impl IntoIterator for List {
    type Item = Dynamic;
    type IntoIter = ListItems;

    fn into_iter(self) -> ListItems {
        ListItems { list: self, next: 0 }
    }
}

/// The items of a list one after the other.
pub(super) struct ListItems {
    list: List,
    next: usize,
}

impl Iterator for ListItems {
    type Item = Dynamic;

    fn next(&mut self) -> Option<Dynamic> {
        let item = self.list.items().get(self.next)?.clone();
        self.next = self.next.saturating_add(1);
        Some(item)
    }
}
