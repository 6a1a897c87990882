// The certificate file: the statements of a receipt under a checkpoint that witnesses have cosigned, and what came later.
// Checks stand in the order of the Java side (Certificate, CertificateVerifier, NotBeforeCheck).

/** An earlier cosigned checkpoint that a statement names: the statement is not older than those cosignatures. */
const NotBefore = (function () {
    const HASHES_MAX = 63;

    function read(from) {
        from.only('checkpoint', 'hashes');
        const texts = from.texts('hashes');
        if (texts.length > HASHES_MAX) {
            throw new Failure('proof-format', 'notBefore.hashes', 'at most ' + HASHES_MAX, texts.length);
        }
        const hashes = texts.map(Bytes.hash64);
        return Object.assign({ hashes }, Tree.parseSigned(from.text('checkpoint')));
    }

    /** Checks all that needs no trust in witnesses. */
    async function requireConsistent(earlier, head, tree, logKeys, primitives) {
        const found = Bytes.toBase64Url(Sha2.sha256(Bytes.fromText(earlier.note.all)));
        const named = head.witnessed;
        if (named === null || named.note !== found || !Tree.isSame(named.checkpoint, earlier.checkpoint)) {
            throw new Failure('not-before', 'notBefore.checkpoint',
                named === null ? 'none, as the statement names none' : 'note ' + named.note, 'note ' + found);
        }
        await Tree.verifySigned(earlier, logKeys, primitives);
        Tree.verifyConsistency(earlier.checkpoint, tree, earlier.hashes);
    }

    /** The time before which it can't have been made. */
    const time = async (earlier, under, primitives) => (await Cosign.require(earlier, under, primitives)).cosignedAfter;

    return { read, requireConsistent, time };
})();

const Certificates = (function () {
    const FORMAT = 'wangchuan-certificate/v1';
    const BYTES_MAX = 8 * 1024 * 1024;
    const SKEW = Logged.CLOCK_SKEW_SECONDS;

    /** Reads the file in its one spelling; nothing is verified. */
    function parse(bytes) {
        if (bytes.length > BYTES_MAX) {
            throw new Failure('certificate-format', 'certificate', 'at most ' + BYTES_MAX + ' bytes', bytes.length);
        }
        return withCode('certificate-format', 'certificate', 'its canonical JSON', () => {
            const from = new Fields(Canonical.readObject(bytes))
                .only('format', 'statement', 'nonce', 'proof', 'start', 'hint', 'notBefore', 'status', 'presence');
            if (from.text('format') !== FORMAT) {
                throw new Failure('certificate-format', 'format', FORMAT, from.text('format'));
            }
            const certificate = {
                receipt: Receipts.readParts(from),
                notBefore: from.has('notBefore') ? NotBefore.read(from.object('notBefore')) : null,
                status: from.has('status') ? Status.read(from.object('status')) : null,
                presence: from.has('presence') ? Presence.readAll(from.objects('presence')) : [],
            };
            Logged.requireCosigned('certificate-format', certificate.receipt.clearing.proof);
            Logged.requireCosigned('certificate-format', certificate.receipt.start.proof);
            if (certificate.notBefore !== null) {
                Logged.requireCosigned('certificate-format', certificate.notBefore);
            }
            return certificate;
        });
    }

    /**
     * What is known if everything that is present holds; the first thing that does not is thrown. A known signer's
     * certificate that does not satisfy the trust list's policy fails; of an unknown signer nothing counts.
     *
     * @param trust a trust list, or null
     * @param expected {serial, now} as for a receipt; {checkpointAgeMax, statusAgeMax} in seconds, or absent
     * @param fresh status files that were got elsewhere
     */
    async function verify(certificate, trust, expected, fresh, primitives) {
        const { receipt } = certificate;
        const verified = await Receipts.verify(receipt, trust, expected, primitives, Logged.operatorOfCertificate);
        const signed = receipt.clearing.proof;
        const { head } = verified.clearing;
        if (signed.note.all !== receipt.start.proof.note.all) {
            throw new Failure('order', 'checkpoints', 'one with its cosignatures for both proofs', 'two');
        }
        await verifyPresence(certificate, verified, expected.now, primitives);
        const operator = Logged.operatorOfCertificate(trust, head.station, signed.checkpoint.origin);
        const keys = Logged.logKeys(trust, operator, signed.checkpoint.origin, receipt.hint);
        if (certificate.notBefore !== null) {
            await NotBefore.requireConsistent(certificate.notBefore, head, signed.checkpoint, keys, primitives);
        }
        const shown = {
            presence: certificate.presence, lines: signed.note.signatures.length - 1, interval: null, cosignatures: [],
            isStapled: certificate.status !== null, status: null, freshUsed: 0,
        };
        if (operator === null) {
            if (trust !== null && trust.policy !== null) {
                await Cosign.verify(signed.note, trust.policy.witnesses, expected.now, primitives);
            }
            return Object.assign(verified, { certificate: shown });
        }
        const under = { trust, operator, now: expected.now, expected };
        const times = await Cosign.require(signed, under, primitives);
        requireRecent(times, expected);
        const interval = { notEarlier: null, notLater: times.existedBy };
        if (certificate.notBefore !== null) {
            interval.notEarlier = await NotBefore.time(certificate.notBefore, under, primitives);
        }
        requirePossible(interval, verified);
        const status = await Status.check(head.status, verified.index, certificate.status, fresh, under, primitives);
        requireOneView(signed.checkpoint, status.trees);
        const producers = Producers.answers(verified.clearing, verified.stated, trust, operator, expected.now, interval);
        return Object.assign(verified, { producers, certificate: Object.assign(shown, {
            interval,
            isTimeProved: interval.notEarlier !== null && interval.notEarlier <= interval.notLater &&
                interval.notLater - interval.notEarlier <= trust.offlineSecondsMax,
            cosignatures: times.cosignatures,
            quorum: Trust.policyAt(trust, operator, signed.checkpoint.size).quorum,
            status: status.answer,
            freshUsed: fresh.filter((file) => Status.isOf(file, head.status)).length,
        }) });
    }

    async function verifyPresence(certificate, verified, now, primitives) {
        const { receipt } = certificate;
        for (const one of certificate.presence) {
            await Presence.verify(one, receipt.hint.station, SdJwt.digest(receipt.clearing.sdJwt), primitives);
            const latest = now + SKEW;
            const earliest = verified.clearing.head.issuedAt - SKEW;
            if (one.at > latest || one.at < earliest) {
                throw new Failure('time', 'presence.iat', earliest + ' to ' + latest, one.at);
            }
        }
    }

    function requireRecent(times, expected) {
        const most = expected.checkpointAgeMax;
        if (typeof most === 'number' && times.cosignedAfter < expected.now - most) {
            throw new Failure('stale', 'cosignatures', 'at most ' + most + ' seconds old', times.cosignedAfter);
        }
    }

    /** What a statement says about its own time must fit what witnesses prove, within the skew of a poor clock. */
    function requirePossible(interval, verified) {
        const heads = [verified.clearing.head, verified.start.head];
        const latest = interval.notLater + SKEW;
        for (const head of heads) {
            if (head.issuedAt > latest) {
                throw new Failure('time', 'iat', 'at most ' + latest, head.issuedAt);
            }
        }
        if (interval.notEarlier !== null) {
            const earliest = interval.notEarlier - SKEW;
            for (const head of heads) {
                // A start that names an earlier note may be as old as that one.
                if (isSameNote(head.witnessed, heads[0].witnessed) && head.issuedAt < earliest) {
                    throw new Failure('backdated', 'iat', 'at least ' + earliest, head.issuedAt);
                }
            }
        }
    }

    const isSameNote = (a, b) => a === b ||
        (a !== null && b !== null && a.note === b.note && Tree.isSame(a.checkpoint, b.checkpoint));

    /** Two trees of one size can't both be the log. */
    function requireOneView(tree, others) {
        for (const that of others) {
            if (that.size === tree.size && !Bytes.equal(that.root, tree.root)) {
                throw new Failure('split-view', 'checkpoints of size ' + tree.size, Bytes.toBase64(tree.root),
                    Bytes.toBase64(that.root));
            }
        }
    }

    return { FORMAT, parse, verify };
})();
