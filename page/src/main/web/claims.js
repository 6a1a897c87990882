// What several kinds of statements say in one way.

const Claims = (function () {
    const SECONDS_MAX = 253402300799; // the end of the year 9999
    const INT_MAX = 0x7fffffff;
    const VERDICTS = ['purged', 'cleared', 'partial', 'unproven', 'failed'];

    /** A digest in base64url, kept as its text. */
    function digestOf(from, name) {
        const text = from.text(name);
        Bytes.hash64Url(text);
        return text;
    }

    function eventId(from, name) {
        const text = from.text(name);
        if (!/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text)) {
            throw from.fail(name, 'a UUID in lower case', 'another text');
        }
        return text;
    }

    const ranges = (from, name) => from.objects(name).map((item) => {
        item.only('offset', 'length');
        return { offset: item.natural('offset'), length: item.natural('length') };
    });

    /** Seconds since 1970. */
    const time = (from, name) => from.whole(name, 0, SECONDS_MAX);

    function policy(from) {
        const named = from.object('policy').only('id', 'version', 'digest');
        return { id: named.text('id'), version: named.text('version'), digest: digestOf(named, 'digest') };
    }

    const conformity = (from) => from.objects('conformity').map((item) => {
        item.only('clause', 'state', 'source');
        return {
            clause: item.text('clause'),
            state: item.word('state', 'satisfied', 'not-satisfied', 'undetermined'),
            source: item.text('source'),
        };
    });

    return { SECONDS_MAX, INT_MAX, VERDICTS, digestOf, eventId, ranges, time, policy, conformity };
})();
