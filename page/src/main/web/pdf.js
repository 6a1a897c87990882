// Takes the attachments out of a page of ours, in the one form in which they stand at the front of the file; nothing else
// of the PDF is interpreted, and its printed text is not compared (the command line does that, by rendering it again).

const Pdf = (function () {
    const HEADER = '%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n';
    const COUNT_MAX = 8;
    const LINE_BYTES_MAX = 512;
    const STREAM = /^<<\/Type\/EmbeddedFile\/Subtype\/([a-z]{1,32}#2F[a-z0-9.+-]{1,64})\/Params<<\/Size (0|[1-9][0-9]{0,8})>>\/Length \2>>$/;
    const NAME = /^<<\/Type\/Filespec\/F\(([a-z0-9][a-z0-9.-]{0,63})\)\/UF\(\1\)\/AFRelationship\/Data\/EF<<\/F ([0-9]+) 0 R\/UF \2 0 R>>>>$/;

    const isPdf = (bytes) => latin1(bytes, 0, 5) === '%PDF-';

    function latin1(bytes, from, to) {
        let out = '';
        for (let i = from; i < Math.min(to, bytes.length); i++) {
            out += String.fromCharCode(bytes[i]);
        }
        return out;
    }

    /** Attachments by name. */
    function attachments(bytes) {
        let at = 0;
        const wrong = (expected, found) => new Failure('pdf', 'PDF at byte ' + at, expected, found);
        const startsWith = (text) => latin1(bytes, at, at + text.length) === text;
        const expect = (text, meaning) => {
            if (!startsWith(text)) {
                throw wrong(meaning, 'other bytes');
            }
            at += text.length;
        };
        const line = (form, meaning) => {
            let end = at;
            while (end < bytes.length && bytes[end] !== 10 && end - at <= LINE_BYTES_MAX) {
                end++;
            }
            const parts = form.exec(latin1(bytes, at, end));
            if (parts === null || end >= bytes.length) {
                throw wrong(meaning, 'another form');
            }
            at = end + 1;
            return parts;
        };
        const found = new Map();
        expect(HEADER, 'the head of a page of ours');
        for (let number = 1; startsWith(number + ' 0 obj\n<</Type/EmbeddedFile'); number += 2) {
            expect(number + ' 0 obj\n', 'an object');
            const length = Number(line(STREAM, 'the exact form of an attachment')[2]);
            expect('stream\n', 'a stream');
            if (length > bytes.length - at) {
                throw wrong('an attachment of ' + length + ' bytes', 'the end of the file');
            }
            const content = bytes.slice(at, at + length);
            at += length;
            expect('\nendstream\nendobj\n' + (number + 1) + ' 0 obj\n', 'the end of an attachment');
            const [, name, stream] = line(NAME, "the exact form of an attachment's name");
            expect('endobj\n', "the end of an attachment's name");
            if (stream !== String(number) || found.has(name) || found.size === COUNT_MAX) {
                throw wrong('few attachments with names of their own', 'another form');
            }
            found.set(name, content);
        }
        return found;
    }

    return { isPdf, attachments };
})();
