// ECDSA with P-256 and SHA-256 (FIPS 186-5, SP 800-186 3.2.1.3) verification in plain code, for browsers that offer no
// cryptography to a page from a file or from plain http. Nothing secret is handled, so nothing needs constant time.

const P256 = (function () {
    const LIMBS = 16; // of 16 bits, least significant first: a product and two carries stay below 2^32

    function fromBytes(bytes) {
        const out = new Uint32Array(LIMBS);
        for (let i = 0; i < LIMBS; i++) {
            out[LIMBS - 1 - i] = (bytes[2 * i] << 8) | bytes[2 * i + 1];
        }
        return out;
    }

    const fromHex = (hex) => fromBytes(Bytes.fromHex(hex));

    function compare(a, b) {
        for (let i = LIMBS - 1; i >= 0; i--) {
            if (a[i] !== b[i]) {
                return a[i] < b[i] ? -1 : 1;
            }
        }
        return 0;
    }

    const isZero = (a) => a.every((limb) => limb === 0);
    const bit = (a, i) => (a[i >> 4] >> (i & 15)) & 1;

    function difference(a, b) {
        const out = new Uint32Array(LIMBS);
        let borrow = 0;
        for (let i = 0; i < LIMBS; i++) {
            const value = a[i] - b[i] - borrow;
            borrow = value < 0 ? 1 : 0;
            out[i] = value + borrow * 0x10000;
        }
        return out;
    }

    /** Arithmetic modulo an odd number above 2^255; `multiply` is Montgomery's: a b / 2^256. */
    function modulo(m) {
        let inverse = 1; // of -m[0] modulo 2^16, by Newton's steps, each of which doubles the bits that are right
        for (let i = 0; i < 4; i++) {
            inverse = Math.imul(inverse, 2 + Math.imul(m[0], inverse)) & 0xffff;
        }

        const reduced = (a, isOver) => isOver || compare(a, m) >= 0 ? difference(a, m) : a;

        function add(a, b) {
            const out = new Uint32Array(LIMBS);
            let carry = 0;
            for (let i = 0; i < LIMBS; i++) {
                const value = a[i] + b[i] + carry;
                out[i] = value & 0xffff;
                carry = value >>> 16;
            }
            return reduced(out, carry === 1);
        }

        const subtract = (a, b) => compare(a, b) >= 0 ? difference(a, b) : add(a, difference(m, b));

        function multiply(a, b) {
            const t = new Uint32Array(LIMBS + 2);
            for (let i = 0; i < LIMBS; i++) {
                let carry = 0;
                for (let j = 0; j < LIMBS; j++) {
                    const value = t[j] + a[j] * b[i] + carry;
                    t[j] = value & 0xffff;
                    carry = value >>> 16;
                }
                const top = t[LIMBS] + carry;
                t[LIMBS] = top & 0xffff;
                t[LIMBS + 1] = top >>> 16;
                const q = Math.imul(t[0], inverse) & 0xffff;
                carry = (t[0] + q * m[0]) >>> 16;
                for (let j = 1; j < LIMBS; j++) {
                    const value = t[j] + q * m[j] + carry;
                    t[j - 1] = value & 0xffff;
                    carry = value >>> 16;
                }
                const last = t[LIMBS] + carry;
                t[LIMBS - 1] = last & 0xffff;
                t[LIMBS] = t[LIMBS + 1] + (last >>> 16);
            }
            return reduced(t.slice(0, LIMBS), t[LIMBS] > 0);
        }

        const unit = new Uint32Array(LIMBS);
        unit[0] = 1;
        let one = unit; // becomes 2^256
        let square = unit; // becomes 2^512
        for (let i = 0; i < 512; i++) {
            square = add(square, square);
            one = i === 255 ? square : one;
        }
        const minus2 = difference(m, Uint32Array.from(unit, (limb) => 2 * limb));

        /** Fermat: a^(m - 2). */
        function invert(a) {
            let out = one;
            for (let i = 255; i >= 0; i--) {
                out = multiply(out, out);
                if (bit(minus2, i) === 1) {
                    out = multiply(out, a);
                }
            }
            return out;
        }

        return {
            m, one, add, subtract, multiply, invert,
            enter: (a) => multiply(a, square),
            leave: (a) => multiply(a, unit),
        };
    }

    const F = modulo(fromHex('ffffffff00000001000000000000000000000000ffffffffffffffffffffffff'));
    const N = modulo(fromHex('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551'));
    const HALF = fromHex('7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8'); // of the order, rounded down
    const B = F.enter(fromHex('5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b'));
    const BASE = {
        x: F.enter(fromHex('6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296')),
        y: F.enter(fromHex('4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5')),
        z: F.one,
    };
    const INFINITE = { x: F.one, y: F.one, z: new Uint32Array(LIMBS) };

    // Jacobian coordinates (x = X / Z^2, y = Y / Z^3); a = -3.
    function double(p) {
        const delta = F.multiply(p.z, p.z);
        const gamma = F.multiply(p.y, p.y);
        const beta = F.multiply(p.x, gamma);
        const product = F.multiply(F.subtract(p.x, delta), F.add(p.x, delta));
        const alpha = F.add(F.add(product, product), product);
        const beta4 = times4(beta);
        const x = F.subtract(F.multiply(alpha, alpha), F.add(beta4, beta4));
        const sum = F.add(p.y, p.z);
        const z = F.subtract(F.subtract(F.multiply(sum, sum), gamma), delta);
        const gamma4 = times4(F.multiply(gamma, gamma));
        return { x, y: F.subtract(F.multiply(alpha, F.subtract(beta4, x)), F.add(gamma4, gamma4)), z };
    }

    function times4(a) {
        const twice = F.add(a, a);
        return F.add(twice, twice);
    }

    function add(p, q) {
        if (isZero(p.z)) {
            return q;
        }
        if (isZero(q.z)) {
            return p;
        }
        const pz2 = F.multiply(p.z, p.z);
        const qz2 = F.multiply(q.z, q.z);
        const u = F.multiply(p.x, qz2);
        const s = F.multiply(p.y, F.multiply(qz2, q.z));
        const h = F.subtract(F.multiply(q.x, pz2), u);
        const r = F.subtract(F.multiply(q.y, F.multiply(pz2, p.z)), s);
        if (isZero(h)) {
            return isZero(r) ? double(p) : INFINITE;
        }
        const h2 = F.multiply(h, h);
        const h3 = F.multiply(h2, h);
        const v = F.multiply(u, h2);
        const x = F.subtract(F.subtract(F.multiply(r, r), h3), F.add(v, v));
        const y = F.subtract(F.multiply(r, F.subtract(v, x)), F.multiply(s, h3));
        return { x, y, z: F.multiply(F.multiply(p.z, q.z), h) };
    }

    const negate = (p) => ({ x: p.x, y: F.subtract(new Uint32Array(LIMBS), p.y), z: p.z });

    const GROUP = { neutral: INFINITE, add, double, negate };
    const OF_BASE = Scalar.oddMultiples(BASE, add);
    const digits = (n) => Scalar.digits((i) => bit(n, i), 256);

    /** Whether these coordinates (32 bytes each, big endian) are a point of the curve. */
    function isPoint(xBytes, yBytes) {
        const x = fromBytes(xBytes);
        const y = fromBytes(yBytes);
        if (compare(x, F.m) >= 0 || compare(y, F.m) >= 0) {
            return false;
        }
        const fx = F.enter(x);
        const fy = F.enter(y);
        const cube = F.multiply(F.multiply(fx, fx), fx);
        const right = F.add(F.subtract(cube, F.add(F.add(fx, fx), fx)), B);
        return compare(F.multiply(fy, fy), right) === 0;
    }

    /** Whether s is the lower one of the two that fit: the one spelling that is accepted. */
    const isLow = (signature) => compare(fromBytes(signature.slice(32)), HALF) <= 0;

    /** Whether the signature (r and s, 32 bytes each) is by the key of this point of the curve. */
    function verify(xBytes, yBytes, message, signature) {
        const r = fromBytes(signature);
        const s = fromBytes(signature.slice(32));
        if (signature.length !== 64 || isZero(r) || isZero(s) || compare(r, N.m) >= 0 || compare(s, N.m) >= 0) {
            return false;
        }
        const hash = fromBytes(Sha2.sha256(message));
        const e = compare(hash, N.m) >= 0 ? difference(hash, N.m) : hash;
        const w = N.invert(N.enter(s));
        const u1 = N.multiply(e, w); // one factor stands for itself times 2^256, and the product for itself
        const u2 = N.multiply(r, w);
        const key = { x: F.enter(fromBytes(xBytes)), y: F.enter(fromBytes(yBytes)), z: F.one };
        const point = Scalar.sum(digits(u2), Scalar.oddMultiples(key, add), digits(u1), OF_BASE, GROUP);
        if (isZero(point.z)) {
            return false;
        }
        const inverse = F.invert(point.z);
        const x = F.leave(F.multiply(point.x, F.multiply(inverse, inverse)));
        return compare(compare(x, N.m) >= 0 ? difference(x, N.m) : x, r) === 0;
    }

    return { isPoint, isLow, verify };
})();
