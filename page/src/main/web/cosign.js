// C2SP tlog-cosignature, version 1, and when a quorum of witnesses had seen a checkpoint; as CosignerKey, Cosignature
// and QuorumTimes on the Java side.

const Cosign = (function () {
    const TIME_BYTES = 8;
    const SIGNATURE_BYTES = 64;
    const CLOCK_SKEW_SECONDS = 86400;

    /** Decimal digits of 64 bits, big endian: the message holds them exactly, and numbers end at 2^53. */
    function decimal(bytes) {
        const limbs = [];
        for (let i = 0; i < TIME_BYTES; i += 2) {
            limbs.push((bytes[i] << 8) | bytes[i + 1]);
        }
        let out = '';
        do {
            let rest = 0;
            for (let i = 0; i < limbs.length; i++) {
                const value = rest * 0x10000 + limbs[i];
                limbs[i] = Math.floor(value / 10);
                rest = value % 10;
            }
            out = rest + out;
        } while (limbs.some((limb) => limb > 0));
        return out;
    }

    /** The time, in seconds since 1970, at which this key cosigned a note; null if it did not. */
    async function timeOf(note, line, key, primitives) {
        const timed = line.signature;
        if (timed.length !== TIME_BYTES + SIGNATURE_BYTES || timed[0] >= 0x80) {
            return null;
        }
        const digits = decimal(timed);
        const message = Bytes.fromText('cosignature/v1\ntime ' + digits + '\n' + note.text);
        const isSound = await primitives.ed25519(key.key.bytes, key.key.point, message, timed.slice(TIME_BYTES));
        return isSound ? Number(digits) : null; // above 2^53 not exact, and far beyond any time that is accepted
    }

    /**
     * The cosignatures {key, time} by known keys, in the order of their lines. Lines by unknown keys are ignored; one
     * that claims to be by a known key and is wrong spoils the note.
     */
    async function verify(note, known, now, primitives) {
        const verified = [];
        for (const line of note.signatures) {
            for (const key of known) {
                if (!Notes.claims(key, line)) {
                    continue;
                }
                const where = 'cosignature by ' + key.name;
                const time = await timeOf(note, line, key, primitives);
                if (time === null) {
                    throw new Failure('cosignature', where, 'a valid one', 'one that is not');
                }
                if (time > now + CLOCK_SKEW_SECONDS) {
                    throw new Failure('time', where, 'a time of at most ' + (now + CLOCK_SKEW_SECONDS), time);
                }
                verified.push({ key, time });
            }
        }
        return verified;
    }

    /**
     * When a checkpoint was cosigned, as far as a quorum agrees: {existedBy, cosignedAfter, cosignatures}. Fewer
     * dishonest clocks than it takes to break the quorum can't move either time to where it would help a liar.
     */
    async function requireQuorum(signed, policy, now, primitives) {
        const { words, isMetBy } = policy.quorum;
        if (signed.note.signatures.length < 2) {
            throw new Failure('unwitnessed', 'cosignatures', words, 'none at all');
        }
        const cosignatures = await verify(signed.note, policy.witnesses, now, primitives);
        if (cosignatures.length === 0) {
            throw new Failure('witness-unknown', 'cosignatures', words, 'none by a known witness');
        }
        const keysOf = (some) => new Set(some.map((one) => one.key.key.text));
        if (!isMetBy(keysOf(cosignatures))) {
            throw new Failure('quorum', 'cosignatures', words, cosignatures.map((one) => one.key.name).join(', '));
        }
        const ordered = cosignatures.slice().sort((a, b) => a.time - b.time);
        const firstMet = (some) => some.filter((one, i) => isMetBy(keysOf(some.slice(0, i + 1))))[0].time;
        return { existedBy: firstMet(ordered), cosignedAfter: firstMet(ordered.slice().reverse()), cosignatures };
    }

    /** The same by the policy that the trust list has for a checkpoint of this size. `under` is {trust, operator, now}. */
    function require(signed, under, primitives) {
        const size = signed.checkpoint.size;
        const policy = Trust.policyAt(under.trust, under.operator, size);
        if (policy === null || !Policy.isWitnessRequired(policy)) {
            throw new Failure('witness-policy', 'trust list',
                'a witness policy for log size ' + size + ' that asks for at least one witness',
                'none: under it nothing of that size counts as witnessed');
        }
        return requireQuorum(signed, policy, under.now, primitives);
    }

    return { verify, require, requireQuorum, decimal };
})();
