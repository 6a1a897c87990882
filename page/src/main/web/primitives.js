// Ed25519 and the digest of long files, by the browser where it can (a secure context, and the algorithm), and by our
// own code otherwise. Both give the same answer.

const Primitives = (function () {
    const own = {
        name: 'own',
        ed25519: (key, point, message, signature) =>
            Promise.resolve(Ed25519.verify(key, point, message, signature)),
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

    async function sha256(bytes) {
        try {
            return new Uint8Array(await subtle.digest('SHA-256', bytes));
        } catch (e) {
            return own.sha256(bytes);
        }
    }

    return { own, best: subtle ? { name: 'browser', ed25519, sha256 } : own };
})();
