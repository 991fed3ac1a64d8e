//! Who may see the page: whoever has the token of the terminal, once; from then on the browser that got the cookie for it.

use std::io;
use std::sync::{Mutex, PoisonError};

/// How many random bytes are in a token and in a cookie.
const BYTES: usize = 16;

/// The names under which the page can be reached, the token, and the cookie that is given for it.
pub(super) struct Session {
    port: u16,
    token: Mutex<Option<String>>,
    shown: String,
    cookie: String,
}

impl Session {
    /// A session that nobody has entered yet.
    ///
    /// # Errors
    /// A system without random numbers.
    pub fn new(port: u16) -> io::Result<Self> {
        let shown = random()?;
        Ok(Self { port, token: Mutex::new(Some(shown.clone())), shown, cookie: random()? })
    }

    /// The token as it is shown in the terminal.
    pub fn token(&self) -> &str {
        &self.shown
    }

    /// Exchanges the token for the header that sets the cookie; nothing for another token, or for one that was used.
    pub fn enter(&self, token: &str) -> Option<String> {
        let mut kept = self.token.lock().unwrap_or_else(PoisonError::into_inner);
        let is_right = kept.as_deref().is_some_and(|kept| is_same(kept, token));
        if !is_right {
            return None;
        }
        *kept = None;
        Some(format!("{}={}; HttpOnly; SameSite=Strict; Path=/", self.cookie_name(), self.cookie))
    }

    /// Whether the cookies of a request hold the one of this session.
    pub fn is_known(&self, cookies: &str) -> bool {
        let name = self.cookie_name();
        let mut pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
        pairs.any(|(known, value)| known == name && is_same(&self.cookie, value))
    }

    /// Whether a header `Host` names this server.
    pub fn is_host(&self, host: &str) -> bool {
        self.hosts().iter().any(|known| known == host)
    }

    /// Whether a header `Origin` is a page of this server.
    pub fn is_origin(&self, origin: &str) -> bool {
        self.hosts().iter().any(|known| origin.strip_prefix("http://") == Some(known))
    }

    fn hosts(&self) -> [String; 3] {
        ["127.0.0.1", "localhost", "[::1]"].map(|name| format!("{name}:{}", self.port))
    }

    /// Cookies do not tell ports apart: the name does.
    fn cookie_name(&self) -> String {
        format!("jixiao-{}", self.port)
    }
}

/// Whether two texts are the same, in a time that does not tell how much of them is.
fn is_same(kept: &str, given: &str) -> bool {
    let pairs = kept.bytes().zip(given.bytes());
    kept.len() == given.len() && pairs.fold(0, |differing, (kept, given)| differing | (kept ^ given)) == 0
}

/// Random hexadecimal digits.
fn random() -> io::Result<String> {
    let mut bytes = [0_u8; BYTES];
    getrandom::fill(&mut bytes).map_err(io::Error::from)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_opens_once_and_its_cookie_stays() {
        let session = Session::new(4711).unwrap();
        assert!(session.enter("").is_none() && session.enter(&"0".repeat(32)).is_none());
        let token = session.token().to_owned();
        let header = session.enter(&token).unwrap();
        assert!(session.enter(&token).is_none(), "used");
        let pair = header.split(';').next().unwrap();
        assert!(pair.starts_with("jixiao-4711=") && session.is_known(&format!("other=1; {pair}")));
        assert!(
            !session.is_known(pair.strip_suffix(|_| true).unwrap()) && !session.is_known(&pair.replace("4711", "4712"))
        );
    }

    #[test]
    fn only_own_names_are_hosts() {
        let session = Session::new(80).unwrap();
        for host in ["127.0.0.1:80", "localhost:80", "[::1]:80"] {
            assert!(session.is_host(host) && session.is_origin(&format!("http://{host}")), "{host}");
        }
        for host in ["127.0.0.1", "127.0.0.1:81", "127.0.0.1.evil:80", "evil:80", "::1:80", "LOCALHOST:80 ", "null", ""]
        {
            assert!(!session.is_host(host) && !session.is_origin(&format!("http://{host}")), "{host}");
        }
        assert!(!session.is_origin("null") && !session.is_origin("https://localhost:80"));
    }
}
