// Ed25519 (RFC 8032, 5.1) verification in plain code, deciding exactly as the Java side does (BouncyCastle):
//  - public keys: canonical points of prime order only (under others almost any signature would verify);
//  - signatures: S below L, R a canonical point, and the equation with cofactor, [8](S B - k A - R) = 0.
// Nothing secret is handled, so nothing needs constant time.

const Ed25519 = (function () {
    const F = Field;

    // Extended coordinates (x = X/Z, y = Y/Z, x y = T/Z) of -x^2 + y^2 = 1 + d x^2 y^2. The formulas (Hisil and others,
    // 2008) are complete on this curve: no pair of points is an exception.
    const D = F.multiply(F.subtract(F.of(0), F.of(121665)), F.invert(F.of(121666)));
    const D2 = F.add(D, D);
    const SQRT_OF_MINUS_1 = F.power(F.of(2), 253, 5); // 2^((p - 1) / 4); 2 is no square modulo p
    const NEUTRAL = { x: F.of(0), y: F.of(1), z: F.of(1), t: F.of(0) };

    /** L = 2^252 + 27742317777372353535851937790883648493, the order of the base point; little endian. */
    const L = Bytes.fromHex('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010');

    function add(p, q) {
        const a = F.multiply(F.subtract(p.y, p.x), F.subtract(q.y, q.x));
        const b = F.multiply(F.add(p.y, p.x), F.add(q.y, q.x));
        const c = F.multiply(F.multiply(p.t, D2), q.t);
        const zz = F.multiply(p.z, q.z);
        const d = F.add(zz, zz);
        return completed(F.subtract(b, a), F.subtract(d, c), F.add(d, c), F.add(b, a));
    }

    function double(p) {
        const a = F.square(p.x);
        const b = F.square(p.y);
        const zz = F.square(p.z);
        const h = F.add(a, b);
        const e = F.subtract(h, F.square(F.add(p.x, p.y)));
        const g = F.subtract(a, b);
        return completed(e, F.add(F.add(zz, zz), g), g, h);
    }

    const completed = (e, f, g, h) =>
        ({ x: F.multiply(e, f), y: F.multiply(g, h), z: F.multiply(f, g), t: F.multiply(e, h) });

    const negate = (p) => ({ x: F.subtract(F.of(0), p.x), y: p.y, z: p.z, t: F.subtract(F.of(0), p.t) });

    const isNeutral = (p) => F.isZero(p.x) && F.equal(p.y, p.z);

    const bit = (bytes, i) => (bytes[i >> 3] >> (i & 7)) & 1;

    const GROUP = { neutral: NEUTRAL, add, double, negate };
    const digits = (n) => Scalar.digits((i) => bit(n, i), 256);

    /** [n] p + [m] q, where multiples of q may be at hand. */
    const multiplyAdd = (n, p, m, q, ofQ) => Scalar.sum(
        digits(n), Scalar.oddMultiples(p, add), digits(m), ofQ || Scalar.oddMultiples(q, add), GROUP);

    /** The point of 32 bytes, or null: not reduced, not on the curve, or a zero x that calls itself odd (5.1.3). */
    function decodePoint(bytes) {
        const y = F.decode(bytes);
        const sign = bytes[31] >> 7;
        const spelled = F.encode(y);
        spelled[31] |= sign << 7;
        if (!Bytes.equal(spelled, bytes)) {
            return null;
        }
        const yy = F.square(y);
        const u = F.subtract(yy, F.of(1));
        const v = F.add(F.multiply(D, yy), F.of(1));
        const v3 = F.multiply(F.square(v), v);
        const v7 = F.multiply(F.square(v3), v);
        let x = F.multiply(F.multiply(u, v3), F.power(F.multiply(u, v7), 252, 3));
        const vxx = F.multiply(v, F.square(x));
        if (F.equal(vxx, F.subtract(F.of(0), u))) {
            x = F.multiply(x, SQRT_OF_MINUS_1);
        } else if (!F.equal(vxx, u)) {
            return null;
        }
        if (F.isZero(x) && sign === 1) {
            return null;
        }
        if (F.isOdd(x) !== (sign === 1)) {
            x = F.subtract(F.of(0), x);
        }
        return { x, y, z: F.of(1), t: F.multiply(x, y) };
    }

    function encodePoint(p) {
        const inverse = F.invert(p.z);
        const out = F.encode(F.multiply(p.y, inverse));
        out[31] |= F.isOdd(F.multiply(p.x, inverse)) ? 0x80 : 0;
        return out;
    }

    // The base point has y = 4/5 and an even x.
    const BASE = decodePoint(F.encode(F.multiply(F.of(4), F.invert(F.of(5)))));

    const OF_BASE = Scalar.oddMultiples(BASE, add);

    /** Whether 32 little-endian bytes are below L. */
    function isBelowOrder(bytes) {
        for (let i = 31; i >= 0; i--) {
            if (bytes[i] !== L[i]) {
                return bytes[i] < L[i];
            }
        }
        return false;
    }

    /** Little-endian bytes modulo L, bit by bit: slow and plain. */
    function moduloOrder(bytes) {
        let out = new Uint8Array(32);
        for (let i = bytes.length * 8 - 1; i >= 0; i--) {
            let carry = bit(bytes, i);
            for (let j = 0; j < 32; j++) { // the value is below L < 2^253, so that doubling never overflows
                const value = (out[j] << 1) | carry;
                out[j] = value & 255;
                carry = value >> 8;
            }
            if (!isBelowOrder(out)) {
                let borrow = 0;
                for (let j = 0; j < 32; j++) {
                    const value = out[j] - L[j] - borrow;
                    out[j] = value & 255;
                    borrow = value < 0 ? 1 : 0;
                }
            }
        }
        return out;
    }

    /** The point of a public key that may be used, or null. */
    function publicPoint(key) {
        const point = key.length === 32 ? decodePoint(key) : null;
        if (point === null || isNeutral(point)) {
            return null;
        }
        return isNeutral(multiplyAdd(L, point, new Uint8Array(32), BASE, OF_BASE)) ? point : null;
    }

    /** Whether the signature is by the key of this point; the key is one that publicPoint took. */
    function verify(key, point, message, signature) {
        if (signature.length !== 64) {
            return false;
        }
        const r = signature.slice(0, 32);
        const s = signature.slice(32);
        const rPoint = decodePoint(r);
        if (rPoint === null || !isBelowOrder(s)) {
            return false;
        }
        const k = moduloOrder(Sha2.sha512(Bytes.concat([r, key, message])));
        const difference = add(multiplyAdd(k, negate(point), s, BASE, OF_BASE), negate(rPoint));
        return isNeutral(double(double(double(difference))));
    }

    return { publicPoint, verify, moduloOrder, encodePoint, decodePoint, multiplyAdd };
})();
