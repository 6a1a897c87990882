// Ed25519, P-256 and the digest of long files, by the browser where it can (a secure context, and the algorithm), and by our
// own code otherwise. Both give the same answer.

const Primitives = (function () {
    const own = {
        name: 'own',
        ed25519: (key, point, message, signature) =>
            Promise.resolve(Ed25519.verify(key, point, message, signature)),
        p256: (key, message, signature) => Promise.resolve(P256.verify(key.x, key.y, message, signature)),
        sha256: (bytes) => Promise.resolve(Sha2.sha256(bytes)),
    };

    const subtle = typeof crypto === 'object' && crypto ? crypto.subtle : undefined;

    /**
     * Browsers verify without the cofactor, the Java side with it: whatever a browser accepts the Java side accepts,
     * but not the reverse. So a browser's yes is final, and its no is asked again of our own code.
     */
    async function ed25519(key, point, message, signature) {
        try {
            const imported = await subtle.importKey('raw', key, { name: 'Ed25519' }, false, ['verify']);
            if (await subtle.verify({ name: 'Ed25519' }, imported, signature, message)) {
                return true;
            }
        } catch (e) {
            // An older browser, which lacks the algorithm: our own code answers.
        }
        return own.ed25519(key, point, message, signature);
    }

    async function p256(key, message, signature) {
        try {
            const point = Bytes.concat([[4], key.x, key.y]); // uncompressed (SEC 1, 2.3.3)
            const imported = await subtle.importKey('raw', point, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']);
            if (await subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, imported, signature, message)) {
                return true;
            }
        } catch (e) {
            // As above.
        }
        return own.p256(key, message, signature);
    }

    async function sha256(bytes) {
        try {
            return new Uint8Array(await subtle.digest('SHA-256', bytes));
        } catch (e) {
            return own.sha256(bytes);
        }
    }

    /** The same, asking about no signature twice: a checkpoint with its cosignatures stands in several places of a file. */
    function remembering(primitives) {
        const answers = new Map();
        return {
            name: primitives.name,
            p256: primitives.p256,
            sha256: primitives.sha256,
            ed25519(key, point, message, signature) {
                if (signature.length !== 64) {
                    return Promise.resolve(false); // and the parts of what is asked have fixed places
                }
                const asked = Bytes.toHex(Sha2.sha256(Bytes.concat([key, signature, message])));
                if (!answers.has(asked)) {
                    answers.set(asked, primitives.ed25519(key, point, message, signature));
                }
                return answers.get(asked);
            },
        };
    }

    return { own, best: subtle ? { name: 'browser', ed25519, p256, sha256 } : own, remembering };
})();
