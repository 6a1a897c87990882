// Which parts of a medium a sample reads, worked out from its seed, as SampledRanges on the Java side.

const Sampled = (function () {
    const LABEL = 'wangchuan/sample-plan/v1\n';
    const SUBSECTIONS = 1000;
    const SAMPLE_DIVISOR = 20;
    const ALL_ONES = 0xffffffff;

    /** A word of 64 bits, as halves, modulo a bound below 2^36: what is multiplied stays exact. */
    const remainder = ([high, low], bound) => [high >>> 16, high & 0xffff, low >>> 16, low & 0xffff]
        .reduce((rest, digit) => (rest * 0x10000 + digit) % bound, 0);

    /** Whether a word is one of the last so many below 2^64. */
    const isAmongLast = ([high, low], count) => (ALL_ONES - high) * 0x100000000 + (ALL_ONES - low) < count;

    /** Numbers from a seed: SHA-256 in counter mode, with what would favour the lower ones passed over. */
    function numbersFrom(seed) {
        const label = Bytes.fromText(LABEL);
        let block = 0;
        let words = new DataView(new ArrayBuffer(0));
        let at = 0;

        function next() {
            if (at === words.byteLength) {
                const counter = new DataView(new ArrayBuffer(8));
                counter.setUint32(4, block++);
                words = new DataView(Sha2.sha256(Bytes.concat([label, seed, new Uint8Array(counter.buffer)])).buffer);
                at = 0;
            }
            at += 8;
            return [words.getUint32(at - 8), words.getUint32(at - 4)];
        }

        return (bound) => {
            const excess = (remainder([ALL_ONES, ALL_ONES], bound) + 1) % bound; // 2^64 mod bound
            let word = next();
            while (excess > 0 && isAmongLast(word, excess)) {
                word = next();
            }
            return remainder(word, bound);
        };
    }

    /** Divided and rounded down, without the rounding of fractions. */
    const quotient = (number, by) => (number - number % by) / by;

    /** The ranges, in order and apart from each other; the unit is 512 bytes or more. */
    function draw(seed, capacity, unit) {
        const units = quotient(capacity - 1, unit) + 1;
        if (units < 2 * SUBSECTIONS) {
            return [{ offset: 0, length: capacity }];
        }
        const out = [];
        const add = (first, count) => {
            const from = first * unit;
            const to = first + count >= units ? capacity : (first + count) * unit;
            const last = out[out.length - 1];
            if (last !== undefined && last.offset + last.length >= from) {
                last.length = Math.max(last.offset + last.length, to) - last.offset;
            } else {
                out.push({ offset: from, length: to - from });
            }
        };
        const boundary = (i) => quotient(units, SUBSECTIONS) * i + quotient(units % SUBSECTIONS * i, SUBSECTIONS);
        const below = numbersFrom(seed);
        add(0, 1);
        for (let i = 0; i < SUBSECTIONS; i++) {
            const first = boundary(i);
            const size = boundary(i + 1) - first;
            const sample = quotient(size + SAMPLE_DIVISOR - 1, SAMPLE_DIVISOR);
            const places = size - 2 * sample + 1;
            const u = below(places);
            const v = below(places);
            add(first + Math.min(u, v), sample);
            add(first + Math.max(u, v) + sample, sample);
        }
        add(units - 1, 1);
        return out;
    }

    return { draw };
})();
