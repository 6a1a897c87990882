// Numbers modulo p = 2^255 - 19 in 16 limbs of 16 bits (as doubles, which are exact up to 2^53: a sum of sixteen products
// of such limbs, taken 38 times, stays far below). Results of arithmetic are not fully reduced; `encode` reduces.

const Field = (function () {
    const LIMBS = 16;

    const zero = () => new Float64Array(LIMBS);

    function of(small) {
        const out = zero();
        out[0] = small;
        return out;
    }

    /** Little endian; the uppermost bit is passed over. */
    function decode(bytes) {
        const out = zero();
        for (let i = 0; i < LIMBS; i++) {
            out[i] = bytes[2 * i] | (bytes[2 * i + 1] << 8);
        }
        out[15] %= 0x8000;
        return out;
    }

    /** Moves what is above 16 bits on; what is above 2^256 comes back times 38, since 2^256 = 38 modulo p. */
    function carry(a) {
        for (let i = 0; i < LIMBS; i++) {
            const over = Math.floor(a[i] / 0x10000);
            a[i] -= over * 0x10000;
            if (i < 15) {
                a[i + 1] += over;
            } else {
                a[0] += 38 * over;
            }
        }
    }

    function add(a, b) {
        const out = zero();
        for (let i = 0; i < LIMBS; i++) {
            out[i] = a[i] + b[i];
        }
        return out;
    }

    /** Limbs may become negative: carrying rounds down, and multiplying keeps signs. */
    function subtract(a, b) {
        const out = zero();
        for (let i = 0; i < LIMBS; i++) {
            out[i] = a[i] - b[i];
        }
        return out;
    }

    const PRODUCT = new Float64Array(2 * LIMBS); // used by one call at a time: nothing here waits

    function multiply(a, b) {
        PRODUCT.fill(0);
        for (let i = 0; i < LIMBS; i++) {
            const x = a[i];
            for (let j = 0; j < LIMBS; j++) {
                PRODUCT[i + j] += x * b[j];
            }
        }
        return folded();
    }

    /** As multiply(a, a), with each mixed product taken once and doubled: a third of the time is squaring. */
    function square(a) {
        PRODUCT.fill(0);
        for (let i = 0; i < LIMBS; i++) {
            const x = a[i];
            PRODUCT[2 * i] += x * x;
            for (let j = i + 1; j < LIMBS; j++) {
                PRODUCT[i + j] += 2 * x * a[j];
            }
        }
        return folded();
    }

    function folded() {
        const out = zero();
        for (let i = 0; i < LIMBS; i++) {
            out[i] = PRODUCT[i] + 38 * PRODUCT[i + LIMBS];
        }
        carry(out);
        carry(out);
        return out;
    }

    /** a^(2^n - c) for 0 < c <= 256: all the exponents that are needed have this form. */
    function power(a, n, c) {
        let out = of(1);
        for (let i = n - 1; i >= 0; i--) {
            out = square(out);
            if (i >= 8 || ((256 - c) >> i) & 1) {
                out = multiply(out, a);
            }
        }
        return out;
    }

    /** Fermat: a^(p - 2). */
    const invert = (a) => power(a, 255, 21);

    /** The 32 bytes of the one number from 0 to p - 1. */
    function encode(a) {
        const t = Float64Array.from(a);
        carry(t);
        carry(t);
        carry(t); // now every limb has 16 bits: the value is below 2^256 = 2 p + 38
        for (let round = 0; round < 2; round++) {
            const reduced = zero();
            let borrow = 0;
            for (let i = 0; i < LIMBS; i++) {
                const p = i === 0 ? 0xffed : i === 15 ? 0x7fff : 0xffff;
                let value = t[i] - p - borrow;
                borrow = value < 0 ? 1 : 0;
                value += borrow * 0x10000;
                reduced[i] = value;
            }
            if (borrow === 0) {
                t.set(reduced);
            }
        }
        const out = new Uint8Array(32);
        for (let i = 0; i < LIMBS; i++) {
            out[2 * i] = t[i] & 255;
            out[2 * i + 1] = t[i] >> 8;
        }
        return out;
    }

    const isZero = (a) => encode(a).every((b) => b === 0);
    const isOdd = (a) => (encode(a)[0] & 1) === 1;
    const equal = (a, b) => isZero(subtract(a, b));

    return { of, decode, encode, add, subtract, multiply, square, power, invert, isZero, isOdd, equal };
})();
