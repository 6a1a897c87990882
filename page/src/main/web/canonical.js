// Strict canonical JSON (RFC 8785 for values without fractions): one value, one spelling. The browser's own reader takes
// duplicate members, fractions and any order, so it is not used. An object becomes a Map, an array an Array.

const Canonical = (function () {
    const DEPTH_MAX = 32;
    const ESCAPES = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
    const SHORT = { '"': '\\"', '\\': '\\\\', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

    /** A reader over the text; white space is not even skipped, since no canonical text has any. */
    class Reader {
        constructor(text) {
            this.text = text;
            this.at = 0;
        }

        fail(expected) {
            const found = this.at < this.text.length ? 'another character' : 'the end';
            return new MalformedJson(this.at, expected, found);
        }

        expect(word) {
            if (!this.text.startsWith(word, this.at)) {
                throw this.fail(word);
            }
            this.at += word.length;
        }

        takes(character) {
            if (this.text[this.at] === character) {
                this.at++;
                return true;
            }
            return false;
        }

        value(depth) {
            if (depth > DEPTH_MAX) {
                throw this.fail('at most ' + DEPTH_MAX + ' levels');
            }
            switch (this.text[this.at]) {
                case '{': return this.object(depth);
                case '[': return this.array(depth);
                case '"': return this.string();
                case 't': this.expect('true'); return true;
                case 'f': this.expect('false'); return false;
                case 'n': this.expect('null'); return null;
                default: return this.integer();
            }
        }

        object(depth) {
            const members = new Map();
            this.expect('{');
            if (this.takes('}')) {
                return members;
            }
            do {
                const name = this.string();
                if (members.has(name)) {
                    throw this.fail('distinct member names');
                }
                this.expect(':');
                members.set(name, this.value(depth + 1));
            } while (this.takes(','));
            this.expect('}');
            return members;
        }

        array(depth) {
            const items = [];
            this.expect('[');
            if (this.takes(']')) {
                return items;
            }
            do {
                items.push(this.value(depth + 1));
            } while (this.takes(','));
            this.expect(']');
            return items;
        }

        integer() {
            const start = this.at;
            this.takes('-');
            const digitsAt = this.at;
            while (this.at < this.text.length && this.text[this.at] >= '0' && this.text[this.at] <= '9') {
                this.at++;
            }
            const digits = this.text.slice(digitsAt, this.at);
            // Within ±(2^53 - 1): the largest has 16 digits, and texts of one length compare like their numbers.
            if (digits === '' || digits.length > 16 || (digits.length === 16 && digits > '9007199254740991')) {
                throw this.fail('an integer within ±(2^53 - 1)');
            }
            return Number(this.text.slice(start, this.at));
        }

        string() {
            this.expect('"');
            const parts = [];
            let from = this.at;
            while (this.at < this.text.length) {
                const c = this.text[this.at];
                if (c < ' ') {
                    throw this.fail('a character above U+001F');
                }
                if (c === '"' || c === '\\') {
                    parts.push(this.text.slice(from, this.at++));
                    if (c === '"') {
                        return parts.join('');
                    }
                    parts.push(this.escape());
                    from = this.at;
                } else {
                    this.at++;
                }
            }
            throw this.fail('the end of a string');
        }

        escape() {
            const c = this.text[this.at++];
            if (c === 'u') {
                const hex = this.text.slice(this.at, this.at + 4);
                if (!/^[0-9a-f]{4}$/.test(hex)) {
                    throw this.fail('four hexadecimal digits');
                }
                this.at += 4;
                return String.fromCharCode(parseInt(hex, 16));
            }
            if (!Object.prototype.hasOwnProperty.call(ESCAPES, c)) {
                throw this.fail('an escape');
            }
            return ESCAPES[c];
        }
    }

    function writeString(text) {
        return '"' + text.replace(/["\\\u0000-\u001f]/g, (c) =>
            SHORT[c] || '\\u00' + (c.charCodeAt(0) < 16 ? '0' : '') + c.charCodeAt(0).toString(16)) + '"';
    }

    /** The one spelling. Members are ordered by UTF-16 code units, which is how JavaScript compares texts. */
    function write(value) {
        if (typeof value === 'string') {
            return writeString(value);
        }
        if (Array.isArray(value)) {
            return '[' + value.map(write).join(',') + ']';
        }
        if (value instanceof Map) {
            const names = Array.from(value.keys()).sort();
            return '{' + names.map((name) => writeString(name) + ':' + write(value.get(name))).join(',') + '}';
        }
        return String(value);
    }

    /** Reads exactly one value in its one spelling: what does not come back letter for letter was another. */
    function read(bytes) {
        const text = Bytes.toText(bytes);
        if (text === null) {
            throw new MalformedJson(0, 'UTF-8', 'invalid bytes');
        }
        const reader = new Reader(text);
        const value = reader.value(0);
        if (reader.at !== text.length) {
            throw reader.fail('the end of the document');
        }
        const again = write(value);
        if (again !== text || Bytes.fromText(again) === null) {
            throw new MalformedJson(0, 'the canonical spelling', 'another spelling of the same value');
        }
        return value;
    }

    function readObject(bytes) {
        const value = read(bytes);
        if (!(value instanceof Map)) {
            throw new MalformedJson(0, 'an object', 'another type of value');
        }
        return value;
    }

    return { read, readObject, write };
})();
