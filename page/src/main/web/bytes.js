// Bytes and their text spellings. One value has one accepted spelling: what is lenient here would be forgeable there.

const Bytes = (function () {
    const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    const BASE64URL = BASE64.slice(0, 62) + '-_';
    const HEX = '0123456789abcdef';

    function concat(parts) {
        let length = 0;
        for (const part of parts) {
            length += part.length;
        }
        const out = new Uint8Array(length);
        let at = 0;
        for (const part of parts) {
            out.set(part, at);
            at += part.length;
        }
        return out;
    }

    function equal(a, b) {
        if (a.length !== b.length) {
            return false;
        }
        let difference = 0;
        for (let i = 0; i < a.length; i++) {
            difference |= a[i] ^ b[i];
        }
        return difference === 0;
    }

    /** UTF-8 of a text, or null if the text holds half a character. */
    function fromText(text) {
        const out = new Uint8Array(text.length * 3);
        let at = 0;
        for (let i = 0; i < text.length; i++) {
            let c = text.charCodeAt(i);
            if (c >= 0xd800 && c <= 0xdfff) {
                const low = i + 1 < text.length ? text.charCodeAt(i + 1) : 0;
                if (c > 0xdbff || low < 0xdc00 || low > 0xdfff) {
                    return null;
                }
                c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
                i++;
            }
            if (c < 0x80) {
                out[at++] = c;
            } else if (c < 0x800) {
                out[at++] = 0xc0 | (c >> 6);
                out[at++] = 0x80 | (c & 63);
            } else if (c < 0x10000) {
                out[at++] = 0xe0 | (c >> 12);
                out[at++] = 0x80 | ((c >> 6) & 63);
                out[at++] = 0x80 | (c & 63);
            } else {
                out[at++] = 0xf0 | (c >> 18);
                out[at++] = 0x80 | ((c >> 12) & 63);
                out[at++] = 0x80 | ((c >> 6) & 63);
                out[at++] = 0x80 | (c & 63);
            }
        }
        return out.slice(0, at);
    }

    /** The text of UTF-8 bytes, or null for overlong forms, surrogates, what is cut off or beyond U+10FFFF. */
    function toText(bytes) {
        const LEAST = [0, 0x80, 0x800, 0x10000];
        let out = '';
        let units = [];
        let at = 0;
        while (at < bytes.length) {
            const first = bytes[at++];
            const more = first < 0x80 ? 0 : first >> 5 === 6 ? 1 : first >> 4 === 14 ? 2 : first >> 3 === 30 ? 3 : -1;
            if (more < 0 || at + more > bytes.length) {
                return null;
            }
            let c = more === 0 ? first : first & (0x3f >> more);
            for (let i = 0; i < more; i++) {
                const next = bytes[at++];
                if (next >> 6 !== 2) {
                    return null;
                }
                c = (c << 6) | (next & 63);
            }
            if (c < LEAST[more] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff)) {
                return null;
            }
            if (c < 0x10000) {
                units.push(c);
            } else {
                units.push(0xd800 + ((c - 0x10000) >> 10), 0xdc00 + ((c - 0x10000) & 0x3ff));
            }
            if (units.length > 4000) { // the number of arguments of a call is limited
                out += String.fromCharCode.apply(null, units);
                units = [];
            }
        }
        return out + String.fromCharCode.apply(null, units);
    }

    function encode64(bytes, alphabet, isPadded) {
        const out = [];
        for (let i = 0; i < bytes.length; i += 3) {
            const left = bytes.length - i;
            const group = (bytes[i] << 16) | ((left > 1 ? bytes[i + 1] : 0) << 8) | (left > 2 ? bytes[i + 2] : 0);
            out.push(alphabet[group >> 18], alphabet[(group >> 12) & 63]);
            out.push(left > 1 ? alphabet[(group >> 6) & 63] : isPadded ? '=' : '');
            out.push(left > 2 ? alphabet[group & 63] : isPadded ? '=' : '');
        }
        return out.join('');
    }

    const TABLES = new Map();

    function tableOf(alphabet) {
        if (!TABLES.has(alphabet)) {
            const table = new Int8Array(128).fill(-1);
            for (let i = 0; i < 64; i++) {
                table[alphabet.charCodeAt(i)] = i;
            }
            TABLES.set(alphabet, table);
        }
        return TABLES.get(alphabet);
    }

    function decode64(name, text, alphabet, isPadded) {
        const bad = (found) => new Failure('encoding', name, 'the one spelling', found);
        let length = text.length;
        if (isPadded) {
            if (length % 4 !== 0) {
                throw bad('missing padding');
            }
            if (length > 0 && text[length - 1] === '=') {
                length -= text[length - 2] === '=' ? 2 : 1;
            }
        }
        if (length % 4 === 1) {
            throw bad('an impossible length');
        }
        const table = tableOf(alphabet);
        const out = new Uint8Array(Math.floor(length * 3 / 4));
        let at = 0;
        let bits = 0;
        let buffer = 0;
        for (let i = 0; i < length; i++) {
            const code = text.charCodeAt(i);
            const value = code < 128 ? table[code] : -1;
            if (value < 0) {
                throw bad('a foreign character');
            }
            buffer = ((buffer << 6) | value) & 0xfff;
            bits += 6;
            if (bits >= 8) {
                bits -= 8;
                out[at++] = (buffer >> bits) & 255;
            }
        }
        if ((buffer & ((1 << bits) - 1)) !== 0) {
            throw bad('trailing bits that are not zero');
        }
        return out;
    }

    function toHex(bytes) {
        let out = '';
        for (const value of bytes) {
            out += HEX[value >> 4] + HEX[value & 15];
        }
        return out;
    }

    function fromHex(text) {
        const out = new Uint8Array(text.length >> 1);
        for (let i = 0; i < text.length; i++) {
            const digit = HEX.indexOf(text[i]);
            if (digit < 0 || text.length % 2 !== 0) {
                throw new Failure('encoding', 'hexadecimal', 'the one spelling', 'another');
            }
            out[i >> 1] = (out[i >> 1] << 4) | digit;
        }
        return out;
    }

    function require32(bytes) {
        if (bytes.length !== 32) {
            throw new Failure('encoding', 'hash', '32 bytes', bytes.length + ' bytes');
        }
        return bytes;
    }

    return {
        concat, equal, fromText, toText, toHex, fromHex,
        toBase64: (bytes) => encode64(bytes, BASE64, true),
        fromBase64: (text) => decode64('base64', text, BASE64, true),
        toBase64Url: (bytes) => encode64(bytes, BASE64URL, false),
        fromBase64Url: (text) => decode64('base64url', text, BASE64URL, false),
        hash64: (text) => require32(decode64('base64', text, BASE64, true)),
        hash64Url: (text) => require32(decode64('base64url', text, BASE64URL, false)),
    };
})();
