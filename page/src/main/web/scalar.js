// Whole numbers as signed odd digits: fewer of them are not zero, so that multiplying a point takes fewer additions.

const Scalar = (function () {
    const DIGIT_MAX = 15;
    const REACH = 6;

    /**
     * A number of `length` bits as digits d[i], each zero or odd and at most 15 either way: the sum of d[i] 2^i. There
     * is one digit more than bits, for a carry.
     */
    function digits(bit, length) {
        const out = new Int8Array(length + 1);
        for (let i = 0; i < length; i++) {
            out[i] = bit(i);
        }
        for (let i = 0; i < length; i++) {
            for (let reach = 1; out[i] !== 0 && reach <= REACH && i + reach < length; reach++) {
                const step = out[i + reach] << reach;
                if (step !== 0 && out[i] + step <= DIGIT_MAX) {
                    out[i] += step;
                    out[i + reach] = 0;
                } else if (step !== 0 && out[i] - step >= -DIGIT_MAX) {
                    out[i] -= step;
                    carry(out, i + reach);
                } else if (step !== 0) {
                    break;
                }
            }
        }
        return out;
    }

    /** Adds one at this place: the digits from here on are still bits. */
    function carry(digitsSoFar, from) {
        let at = from;
        while (digitsSoFar[at] === 1) {
            digitsSoFar[at++] = 0;
        }
        digitsSoFar[at] = 1;
    }

    /** 1, 3, 5, … 15 times a point. */
    function oddMultiples(point, add) {
        const twice = add(point, point);
        const out = [point];
        while (out.length <= DIGIT_MAX >> 1) {
            out.push(add(out[out.length - 1], twice));
        }
        return out;
    }

    /** [n] p + [m] q of digits and odd multiples; both share their doublings. */
    function sum(n, ofP, m, ofQ, group) {
        let out = group.neutral;
        const plus = (digit, multiples) => {
            if (digit !== 0) {
                const point = multiples[Math.abs(digit) >> 1];
                out = group.add(out, digit > 0 ? point : group.negate(point));
            }
        };
        for (let i = n.length - 1; i >= 0; i--) {
            out = group.double(out);
            plus(n[i], ofP);
            plus(m[i], ofQ);
        }
        return out;
    }

    return { digits, oddMultiples, sum };
})();
