// SHA-256, SHA-512 (FIPS 180-4) and HMAC-SHA-256 (RFC 2104) in plain code: the browser's own digests are asynchronous
// and absent on plain http, and most of what is hashed here is a few dozen bytes long.

const Sha2 = (function () {
    /** Pairs of 32 bits, high half first: numbers of 64 bits are not exact in JavaScript. */
    function words(hex) {
        const out = new Int32Array(hex.length / 8);
        for (let i = 0; i < out.length; i++) {
            out[i] = parseInt(hex.slice(8 * i, 8 * i + 8), 16);
        }
        return out;
    }

    // First 64 bits of the fractions of the cube roots of the first 80 primes (FIPS 180-4, 4.2.3), and of the square
    // roots of the first 8 (5.3.5). SHA-256 uses the upper halves of the first 64, and of the 8 (4.2.2, 5.3.3).
    const K = words(
        '428a2f98d728ae227137449123ef65cdb5c0fbcfec4d3b2fe9b5dba58189dbbc3956c25bf348b538' +
        '59f111f1b605d019923f82a4af194f9bab1c5ed5da6d8118d807aa98a303024212835b0145706fbe' +
        '243185be4ee4b28c550c7dc3d5ffb4e272be5d74f27b896f80deb1fe3b1696b19bdc06a725c71235' +
        'c19bf174cf692694e49b69c19ef14ad2efbe4786384f25e30fc19dc68b8cd5b5240ca1cc77ac9c65' +
        '2de92c6f592b02754a7484aa6ea6e4835cb0a9dcbd41fbd476f988da831153b5983e5152ee66dfab' +
        'a831c66d2db43210b00327c898fb213fbf597fc7beef0ee4c6e00bf33da88fc2d5a79147930aa725' +
        '06ca6351e003826f142929670a0e6e7027b70a8546d22ffc2e1b21385c26c9264d2c6dfc5ac42aed' +
        '53380d139d95b3df650a73548baf63de766a0abb3c77b2a881c2c92e47edaee692722c851482353b' +
        'a2bfe8a14cf10364a81a664bbc423001c24b8b70d0f89791c76c51a30654be30d192e819d6ef5218' +
        'd69906245565a910f40e35855771202a106aa07032bbd1b819a4c116b8d2d0c81e376c085141ab53' +
        '2748774cdf8eeb9934b0bcb5e19b48a8391c0cb3c5c95a634ed8aa4ae3418acb5b9cca4f7763e373' +
        '682e6ff3d6b2b8a3748f82ee5defb2fc78a5636f43172f6084c87814a1f0ab728cc702081a6439ec' +
        '90befffa23631e28a4506cebde82bde9bef9a3f7b2c67915c67178f2e372532bca273eceea26619c' +
        'd186b8c721c0c207eada7dd6cde0eb1ef57d4f7fee6ed17806f067aa72176fba0a637dc5a2c898a6' +
        '113f9804bef90dae1b710b35131c471b28db77f523047d8432caab7b40c724933c9ebe0a15c9bebc' +
        '431d67c49c100d4c4cc5d4becb3e42b6597f299cfc657e2a5fcb6fab3ad6faec6c44198c4a475817'
    );
    const H = words(
        '6a09e667f3bcc908bb67ae8584caa73b3c6ef372fe94f82ba54ff53a5f1d36f1510e527fade682d1' +
        '9b05688c2b3e6c1f1f83d9abfb41bd6b5be0cd19137e2179'
    );

    /** The message with its padding and length, in whole blocks. */
    function padded(bytes, blockBytes, lengthBytes) {
        const size = Math.ceil((bytes.length + 1 + lengthBytes) / blockBytes) * blockBytes;
        const out = new Uint8Array(size);
        out.set(bytes);
        out[bytes.length] = 0x80;
        const view = new DataView(out.buffer);
        view.setUint32(size - 8, Math.floor(bytes.length / 0x20000000));
        view.setUint32(size - 4, (bytes.length << 3) >>> 0);
        return view;
    }

    function sha256(bytes) {
        const data = padded(bytes, 64, 8);
        const state = new Int32Array(8);
        for (let i = 0; i < 8; i++) {
            state[i] = H[2 * i];
        }
        const w = new Int32Array(64);
        for (let block = 0; block < data.byteLength; block += 64) {
            compress256(state, w, data, block);
        }
        const out = new DataView(new ArrayBuffer(32));
        state.forEach((value, i) => out.setInt32(4 * i, value));
        return new Uint8Array(out.buffer);
    }

    function compress256(state, w, data, block) {
        for (let t = 0; t < 16; t++) {
            w[t] = data.getInt32(block + 4 * t);
        }
        for (let t = 16; t < 64; t++) {
            const x = w[t - 15];
            const y = w[t - 2];
            const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
            const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
            w[t] = w[t - 16] + s0 + w[t - 7] + s1;
        }
        let a = state[0], b = state[1], c = state[2], d = state[3];
        let e = state[4], f = state[5], g = state[6], h = state[7];
        for (let t = 0; t < 64; t++) {
            const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
            const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[2 * t] + w[t]) | 0;
            const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
            const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
            h = g; g = f; f = e; e = (d + t1) | 0;
            d = c; c = b; b = a; a = (t1 + t2) | 0;
        }
        state[0] += a; state[1] += b; state[2] += c; state[3] += d;
        state[4] += e; state[5] += f; state[6] += g; state[7] += h;
    }

    /** The half of a 64-bit word that stands at the given place after a rotation to the right by n (0 < n < 64, not 32). */
    const rotatedHigh = (h, l, n) => n < 32 ? (h >>> n) | (l << (32 - n)) : (l >>> (n - 32)) | (h << (64 - n));
    const rotatedLow = (h, l, n) => rotatedHigh(l, h, n);

    /** Adds pairs of halves into s at place i; the low halves are added as doubles to keep the carry. */
    function setSum(s, i, high, low) {
        s[i] = high + Math.floor(low / 0x100000000);
        s[i + 1] = low | 0;
    }

    function sha512(bytes) {
        const data = padded(bytes, 128, 16);
        const state = H.slice();
        const w = new Int32Array(160);
        for (let block = 0; block < data.byteLength; block += 128) {
            compress512(state, w, data, block);
        }
        const out = new DataView(new ArrayBuffer(64));
        state.forEach((value, i) => out.setInt32(4 * i, value));
        return new Uint8Array(out.buffer);
    }

    function schedule512(w, data, block) {
        for (let t = 0; t < 32; t++) {
            w[t] = data.getInt32(block + 4 * t);
        }
        for (let t = 32; t < 160; t += 2) {
            const xh = w[t - 30], xl = w[t - 29];
            const yh = w[t - 4], yl = w[t - 3];
            const s0h = rotatedHigh(xh, xl, 1) ^ rotatedHigh(xh, xl, 8) ^ (xh >>> 7);
            const s0l = rotatedLow(xh, xl, 1) ^ rotatedLow(xh, xl, 8) ^ ((xl >>> 7) | (xh << 25));
            const s1h = rotatedHigh(yh, yl, 19) ^ rotatedHigh(yh, yl, 61) ^ (yh >>> 6);
            const s1l = rotatedLow(yh, yl, 19) ^ rotatedLow(yh, yl, 61) ^ ((yl >>> 6) | (yh << 26));
            const low = (w[t - 31] >>> 0) + (s0l >>> 0) + (w[t - 13] >>> 0) + (s1l >>> 0);
            setSum(w, t, w[t - 32] + s0h + w[t - 14] + s1h, low);
        }
    }

    function compress512(state, w, data, block) {
        schedule512(w, data, block);
        const v = state.slice(); // a to h, in halves
        const next = new Int32Array(2);
        for (let t = 0; t < 160; t += 2) {
            const eh = v[8], el = v[9], ah = v[0], al = v[1];
            const s1h = rotatedHigh(eh, el, 14) ^ rotatedHigh(eh, el, 18) ^ rotatedHigh(eh, el, 41);
            const s1l = rotatedLow(eh, el, 14) ^ rotatedLow(eh, el, 18) ^ rotatedLow(eh, el, 41);
            const chh = (eh & v[10]) ^ (~eh & v[12]);
            const chl = (el & v[11]) ^ (~el & v[13]);
            const low1 = (v[15] >>> 0) + (s1l >>> 0) + (chl >>> 0) + (K[t + 1] >>> 0) + (w[t + 1] >>> 0);
            setSum(next, 0, v[14] + s1h + chh + K[t] + w[t], low1);
            const t1h = next[0], t1l = next[1];
            const s0h = rotatedHigh(ah, al, 28) ^ rotatedHigh(ah, al, 34) ^ rotatedHigh(ah, al, 39);
            const s0l = rotatedLow(ah, al, 28) ^ rotatedLow(ah, al, 34) ^ rotatedLow(ah, al, 39);
            const mjh = (ah & v[2]) ^ (ah & v[4]) ^ (v[2] & v[4]);
            const mjl = (al & v[3]) ^ (al & v[5]) ^ (v[3] & v[5]);
            v.copyWithin(2, 0, 14);
            setSum(v, 8, v[8] + t1h, (v[9] >>> 0) + (t1l >>> 0)); // e = d + t1: d has just moved there
            setSum(v, 0, t1h + s0h + mjh, (t1l >>> 0) + (s0l >>> 0) + (mjl >>> 0));
        }
        for (let i = 0; i < 16; i += 2) {
            setSum(state, i, state[i] + v[i], (state[i + 1] >>> 0) + (v[i + 1] >>> 0));
        }
    }

    function hmac256(key, message) {
        const block = new Uint8Array(64);
        block.set(key.length > 64 ? sha256(key) : key);
        const inner = sha256(Bytes.concat([block.map((b) => b ^ 0x36), message]));
        return sha256(Bytes.concat([block.map((b) => b ^ 0x5c), inner]));
    }

    return { sha256, sha512, hmac256 };
})();
