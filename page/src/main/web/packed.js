// JSON in few bytes, as on a label: a byte that says what follows, then that. As PackedWriter and PackedReader on the
// Java side. Digests, salts and UUIDs stand as bytes, known words and texts that came before as numbers.

const Packed = (function () {
    const { WORDS, SHAPES } = PackedWords;
    const WORD_END = 0x80; // below, the number of a word
    const [NULL, FALSE, TRUE, WHOLE, NEGATIVE, TEXT, BASE64URL_32, BASE64URL_16, HEX_32, UUID, STATION, AGAIN, ARRAY, OBJECT] =
        Array.from({ length: 14 }, (_, i) => WORD_END + i);
    const SHAPE = 0x90; // from here on, an object of a shape: which members it has, then their values
    const SMALL = 0xc0; // from here on, a small whole number itself
    const DEPTH_MAX = 16;
    const STATION_PREFIX = 'urn:wangchuan:station:';
    const NUMBERS = new Map(WORDS.map((word, i) => [word, i]));

    /** Reads what the writer writes, and perhaps other spellings of it: who reads writes again and compares. */
    class Reader {
        constructor(bytes) {
            this.bytes = bytes;
            this.at = 0;
            this.texts = [];
        }

        wrong(expected, found) {
            return new Failure('label-format', 'label, byte ' + this.at, expected, found);
        }

        next() {
            if (this.at === this.bytes.length) {
                throw this.wrong('a byte more', 'the end');
            }
            return this.bytes[this.at++];
        }

        raw(length) {
            if (length > this.bytes.length - this.at) {
                throw this.wrong(length + ' bytes more', this.bytes.length - this.at + ' to the end');
            }
            this.at += length;
            return this.bytes.slice(this.at - length, this.at);
        }

        end() {
            if (this.at !== this.bytes.length) {
                throw this.wrong('the end', this.bytes.length - this.at + ' bytes more');
            }
        }

        /** Seven bits each, the least first; above 2^53 no longer exact, and then too large for all that asks. */
        groups() {
            const out = [];
            while (out.length < 8) {
                const next = this.next();
                out.push(next & 0x7f);
                if (next < 0x80) {
                    return out;
                }
            }
            throw this.wrong('a number of at most 8 bytes', 'a longer one');
        }

        number() {
            return this.groups().reduceRight((number, group) => number * 128 + group, 0);
        }

        whole() {
            const number = this.number();
            if (number > Number.MAX_SAFE_INTEGER) {
                throw this.wrong('at most 2^53 - 1', number);
            }
            return number;
        }

        /** Of something that takes at least a byte each. */
        length() {
            const length = this.number();
            if (length > this.bytes.length - this.at) {
                throw this.wrong('at most ' + (this.bytes.length - this.at), length);
            }
            return length;
        }

        count(depth) {
            if (depth === DEPTH_MAX) {
                throw this.wrong('at most ' + DEPTH_MAX + ' levels', 'one more');
            }
            return this.length();
        }

        value(depth) {
            const tag = this.next();
            if (tag >= SMALL) {
                return tag - SMALL;
            }
            switch (tag) {
                case NULL: return null;
                case FALSE: return false;
                case TRUE: return true;
                case WHOLE: return this.whole();
                case NEGATIVE: return -this.whole();
                case ARRAY: return this.array(depth);
                case OBJECT: return this.object(depth);
                default: return tag >= SHAPE ? this.shaped(tag - SHAPE, depth) : this.text(tag);
            }
        }

        array(depth) {
            const items = [];
            for (let left = this.count(depth); left > 0; left--) {
                items.push(this.value(depth + 1));
            }
            return items;
        }

        object(depth) {
            const members = new Map();
            for (let left = this.count(depth); left > 0; left--) {
                const name = this.text(this.next());
                members.set(name, this.value(depth + 1));
            }
            return members;
        }

        shaped(shape, depth) {
            if (shape >= SHAPES.length || depth === DEPTH_MAX) {
                throw this.wrong('one of ' + SHAPES.length + ' shapes, at most ' + DEPTH_MAX + ' levels', shape);
            }
            const mask = this.groups();
            const members = new Map();
            SHAPES[shape].forEach((name, i) => {
                if ((mask[Math.floor(i / 7)] || 0) >> i % 7 & 1) {
                    members.set(name, this.value(depth + 1));
                }
            });
            return members;
        }

        text(tag) {
            if (tag < WORD_END) {
                if (tag >= WORDS.length) {
                    throw this.wrong('a word below ' + WORDS.length, tag);
                }
                return WORDS[tag];
            }
            if (tag === AGAIN) {
                const number = this.number();
                if (number >= this.texts.length) {
                    throw this.wrong('one of ' + this.texts.length + ' texts before', number);
                }
                return this.texts[number];
            }
            this.texts.push(this.newText(tag));
            return this.texts[this.texts.length - 1];
        }

        newText(tag) {
            switch (tag) {
                case TEXT: return this.utf8();
                case BASE64URL_32: return Bytes.toBase64Url(this.raw(32));
                case BASE64URL_16: return Bytes.toBase64Url(this.raw(16));
                case HEX_32: return Bytes.toHex(this.raw(32));
                case UUID: return Bytes.toHex(this.raw(16)).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
                case STATION: return STATION_PREFIX + Bytes.toBase64Url(this.raw(32));
                default: throw this.wrong('a text', '0x' + tag.toString(16));
            }
        }

        utf8() {
            const text = Bytes.toText(this.raw(this.length()));
            if (text === null) {
                throw this.wrong('UTF-8', 'invalid bytes');
            }
            return text;
        }
    }

    class Writer {
        constructor() {
            this.parts = [];
            this.texts = new Map();
        }

        toBytes() {
            return Bytes.concat(this.parts);
        }

        raw(...parts) {
            this.parts.push(...parts);
            return this;
        }

        number(number) {
            const out = [];
            let rest = number;
            while (rest >= 0x80) {
                out.push(rest % 128 | 0x80);
                rest = Math.floor(rest / 128);
            }
            return this.raw(out.concat(rest));
        }

        value(value) {
            if (typeof value === 'string') {
                return this.text(value);
            }
            if (typeof value === 'number') {
                return value >= 0 && value <= 0xff - SMALL ? this.raw([SMALL + value])
                    : this.raw([value < 0 ? NEGATIVE : WHOLE]).number(Math.abs(value));
            }
            if (Array.isArray(value)) {
                this.raw([ARRAY]).number(value.length);
                value.forEach((item) => this.value(item));
                return this;
            }
            return value instanceof Map ? this.object(value) : this.raw([value === null ? NULL : value ? TRUE : FALSE]);
        }

        object(members) {
            const names = Array.from(members.keys()).sort();
            const shape = SHAPES.findIndex((known) => names.every((name) => known.indexOf(name) >= 0));
            if (shape < 0) {
                this.raw([OBJECT]).number(names.length);
                names.forEach((name) => this.text(name).value(members.get(name)));
                return this;
            }
            const there = SHAPES[shape].filter((name) => members.has(name));
            this.raw([SHAPE + shape]).number(there.reduce((mask, name) => mask + Math.pow(2, SHAPES[shape].indexOf(name)), 0));
            there.forEach((name) => this.value(members.get(name)));
            return this;
        }

        text(text) {
            if (NUMBERS.has(text)) {
                return this.raw([NUMBERS.get(text)]);
            }
            if (this.texts.has(text)) {
                return this.raw([AGAIN]).number(this.texts.get(text));
            }
            this.texts.set(text, this.texts.size);
            const [tag, bytes] = shortOf(text);
            return tag === TEXT ? this.raw([TEXT]).number(bytes.length).raw(bytes) : this.raw([tag], bytes);
        }
    }

    /** A text that was not there before, as the bytes that it spells. */
    function shortOf(text) {
        if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) {
            return [UUID, Bytes.fromHex(text.replace(/-/g, ''))];
        }
        if (/^[0-9a-f]{64}$/.test(text)) {
            return [HEX_32, Bytes.fromHex(text)];
        }
        const isStation = text.startsWith(STATION_PREFIX);
        const found = [
            [STATION, isStation ? base64Url(text.slice(STATION_PREFIX.length), 43) : null],
            [BASE64URL_32, base64Url(text, 43)], [BASE64URL_16, base64Url(text, 22)],
        ].filter((pair) => pair[1] !== null)[0];
        return found || [TEXT, Bytes.fromText(text)];
    }

    /** The bytes, if the text has this length and is strict base64url; else null. */
    function base64Url(text, characters) {
        try {
            return text.length === characters ? Bytes.fromBase64Url(text) : null;
        } catch (notBase64Url) {
            return null;
        }
    }

    return { STATION_PREFIX, Reader, Writer };
})();
