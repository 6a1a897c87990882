// Numbers modulo p = 2^255 - 19 in 16 limbs of 16 bits (as doubles, which are exact up to 2^53: a sum of sixteen products
// of such limbs, taken 38 times, stays far below). Results of arithmetic are not fully reduced; `encode` reduces.

const Field = (function () {
    const LIMBS = 16;
    const RADIX_INVERSE = 1 / 0x10000; // exact, and multiplying is quicker than dividing

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
        let over = 0;
        for (let i = 0; i < LIMBS; i++) {
            const value = a[i] + over;
            over = Math.floor(value * RADIX_INVERSE);
            a[i] = value - over * 0x10000;
        }
        a[0] += 38 * over;
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

    /**
     * The product, limb by limb; what lies above 2^256 comes back 38 times. It is written out because this is where the
     * time goes: with its limbs in variables it takes a fraction of what loops over arrays take.
     */
    function multiply(a, b) {
        const a0 = a[0], a1 = a[1], a2 = a[2], a3 = a[3], a4 = a[4], a5 = a[5], a6 = a[6], a7 = a[7],
            a8 = a[8], a9 = a[9], a10 = a[10], a11 = a[11], a12 = a[12], a13 = a[13], a14 = a[14], a15 = a[15];
        const b0 = b[0], b1 = b[1], b2 = b[2], b3 = b[3], b4 = b[4], b5 = b[5], b6 = b[6], b7 = b[7],
            b8 = b[8], b9 = b[9], b10 = b[10], b11 = b[11], b12 = b[12], b13 = b[13], b14 = b[14], b15 = b[15];
        const out = zero();
        out[0] = a0 * b0 +
            38 * (a1 * b15 + a2 * b14 + a3 * b13 + a4 * b12 + a5 * b11 + a6 * b10 + a7 * b9 + a8 * b8 +
                a9 * b7 + a10 * b6 + a11 * b5 + a12 * b4 + a13 * b3 + a14 * b2 + a15 * b1);
        out[1] = a0 * b1 + a1 * b0 +
            38 * (a2 * b15 + a3 * b14 + a4 * b13 + a5 * b12 + a6 * b11 + a7 * b10 + a8 * b9 + a9 * b8 +
                a10 * b7 + a11 * b6 + a12 * b5 + a13 * b4 + a14 * b3 + a15 * b2);
        out[2] = a0 * b2 + a1 * b1 + a2 * b0 +
            38 * (a3 * b15 + a4 * b14 + a5 * b13 + a6 * b12 + a7 * b11 + a8 * b10 + a9 * b9 + a10 * b8 +
                a11 * b7 + a12 * b6 + a13 * b5 + a14 * b4 + a15 * b3);
        out[3] = a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0 +
            38 * (a4 * b15 + a5 * b14 + a6 * b13 + a7 * b12 + a8 * b11 + a9 * b10 + a10 * b9 + a11 * b8 +
                a12 * b7 + a13 * b6 + a14 * b5 + a15 * b4);
        out[4] = a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0 +
            38 * (a5 * b15 + a6 * b14 + a7 * b13 + a8 * b12 + a9 * b11 + a10 * b10 + a11 * b9 + a12 * b8 +
                a13 * b7 + a14 * b6 + a15 * b5);
        out[5] = a0 * b5 + a1 * b4 + a2 * b3 + a3 * b2 + a4 * b1 + a5 * b0 +
            38 * (a6 * b15 + a7 * b14 + a8 * b13 + a9 * b12 + a10 * b11 + a11 * b10 + a12 * b9 + a13 * b8 +
                a14 * b7 + a15 * b6);
        out[6] = a0 * b6 + a1 * b5 + a2 * b4 + a3 * b3 + a4 * b2 + a5 * b1 + a6 * b0 +
            38 * (a7 * b15 + a8 * b14 + a9 * b13 + a10 * b12 + a11 * b11 + a12 * b10 + a13 * b9 + a14 * b8 +
                a15 * b7);
        out[7] = a0 * b7 + a1 * b6 + a2 * b5 + a3 * b4 + a4 * b3 + a5 * b2 + a6 * b1 + a7 * b0 +
            38 * (a8 * b15 + a9 * b14 + a10 * b13 + a11 * b12 + a12 * b11 + a13 * b10 + a14 * b9 + a15 * b8);
        out[8] = a0 * b8 + a1 * b7 + a2 * b6 + a3 * b5 + a4 * b4 + a5 * b3 + a6 * b2 + a7 * b1 +
            a8 * b0 +
            38 * (a9 * b15 + a10 * b14 + a11 * b13 + a12 * b12 + a13 * b11 + a14 * b10 + a15 * b9);
        out[9] = a0 * b9 + a1 * b8 + a2 * b7 + a3 * b6 + a4 * b5 + a5 * b4 + a6 * b3 + a7 * b2 +
            a8 * b1 + a9 * b0 +
            38 * (a10 * b15 + a11 * b14 + a12 * b13 + a13 * b12 + a14 * b11 + a15 * b10);
        out[10] = a0 * b10 + a1 * b9 + a2 * b8 + a3 * b7 + a4 * b6 + a5 * b5 + a6 * b4 + a7 * b3 +
            a8 * b2 + a9 * b1 + a10 * b0 +
            38 * (a11 * b15 + a12 * b14 + a13 * b13 + a14 * b12 + a15 * b11);
        out[11] = a0 * b11 + a1 * b10 + a2 * b9 + a3 * b8 + a4 * b7 + a5 * b6 + a6 * b5 + a7 * b4 +
            a8 * b3 + a9 * b2 + a10 * b1 + a11 * b0 +
            38 * (a12 * b15 + a13 * b14 + a14 * b13 + a15 * b12);
        out[12] = a0 * b12 + a1 * b11 + a2 * b10 + a3 * b9 + a4 * b8 + a5 * b7 + a6 * b6 + a7 * b5 +
            a8 * b4 + a9 * b3 + a10 * b2 + a11 * b1 + a12 * b0 +
            38 * (a13 * b15 + a14 * b14 + a15 * b13);
        out[13] = a0 * b13 + a1 * b12 + a2 * b11 + a3 * b10 + a4 * b9 + a5 * b8 + a6 * b7 + a7 * b6 +
            a8 * b5 + a9 * b4 + a10 * b3 + a11 * b2 + a12 * b1 + a13 * b0 +
            38 * (a14 * b15 + a15 * b14);
        out[14] = a0 * b14 + a1 * b13 + a2 * b12 + a3 * b11 + a4 * b10 + a5 * b9 + a6 * b8 + a7 * b7 +
            a8 * b6 + a9 * b5 + a10 * b4 + a11 * b3 + a12 * b2 + a13 * b1 + a14 * b0 +
            38 * (a15 * b15);
        out[15] = a0 * b15 + a1 * b14 + a2 * b13 + a3 * b12 + a4 * b11 + a5 * b10 + a6 * b9 + a7 * b8 +
            a8 * b7 + a9 * b6 + a10 * b5 + a11 * b4 + a12 * b3 + a13 * b2 + a14 * b1 + a15 * b0;
        carry(out);
        carry(out);
        return out;
    }

    const square = (a) => multiply(a, a);

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
