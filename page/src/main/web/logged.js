// What a receipt, a certificate and a status file share: one statement with what proves its place in the log, and who
// signed it. Checks stand in the order of the Java side (LoggedChecks, SignerChecks, OneSpelling).

const Logged = (function () {
    const DISCLOSURE_ORDER = ['target', 'work', 'phone', 'phoneWork', 'asset', 'producerStatements'];
    const COSIGNATURES_MAX = 32;
    const CLOCK_SKEW_SECONDS = 86400;

    /** Reads the members `statement`, `nonce` and `proof`; nothing is verified. */
    function read(from) {
        const logged = {
            sdJwt: SdJwt.parse(from.text('statement')),
            nonce: Bytes.hash64Url(from.text('nonce')),
            proof: Tree.parseProof(from.text('proof')),
        };
        let last = -1;
        for (const disclosure of logged.sdJwt.disclosures) {
            const place = DISCLOSURE_ORDER.indexOf(disclosure.name);
            if (place <= last) {
                throw new Failure('receipt-format', 'disclosures', 'the order ' + DISCLOSURE_ORDER, 'another');
            }
            last = place;
        }
        return logged;
    }

    /** Keys that a file says it was made with; they are never trusted. */
    function readHint(from) {
        from.only('station', 'log');
        return { station: Keys.parse(from.text('station')), log: Notes.verifierKey(from.text('log')) };
    }

    /** The log's one signature first, and then the cosignatures, ordered by their lines, one for each key. */
    function requireCosigned(code, signed) {
        const [own, ...lines] = signed.note.signatures;
        const { origin } = signed.checkpoint;
        if (own.name !== origin) {
            throw new Failure(code, 'checkpoint', "the log's signature first", 'another');
        }
        if (lines.length > COSIGNATURES_MAX) {
            throw new Failure(code, 'checkpoint', 'at most ' + COSIGNATURES_MAX + ' cosignatures', lines.length);
        }
        let last = '';
        const signers = new Set();
        for (const line of lines) {
            const signer = line.name + '+' + Bytes.toHex(line.id);
            if (line.name === origin || signers.has(signer) || line.line <= last) {
                throw new Failure(code, 'checkpoint', 'one cosignature for each key, in order', 'another list of lines');
            }
            signers.add(signer);
            last = line.line;
        }
    }

    function requireReal(statement) {
        if (statement.type.isTest) {
            throw new Failure('test-statement', 'statement', 'a real one', statement.type.vct);
        }
    }

    function requireNotInFuture(head, now) {
        if (head.issuedAt > now + CLOCK_SKEW_SECONDS) {
            throw new Failure('time', 'iat', 'a time before ' + (now + CLOCK_SKEW_SECONDS), head.issuedAt);
        }
    }

    /** The hint's key, if its thumbprint is the one signed for. */
    function stationKey(hint, thumbprint) {
        if (Keys.thumbprint(hint.station) !== thumbprint) {
            throw new Failure('hint', 'hint.station', 'key ' + thumbprint, Keys.thumbprint(hint.station));
        }
        return hint.station;
    }

    /**
     * Who answers for a station in a log; null for a signer who is unknown to the list. So is a station that the list knows in
     * another log and not in this one, unless it has withdrawn the key, or knows this log and does not have the station in it.
     */
    function operator(trust, thumbprint, origin) {
        const known = trust === null ? [] : Trust.operatorsOf(trust, thumbprint);
        const here = known.filter((one) => one.logs[0].name === origin);
        if (here.length > 0 || known.length === 0) {
            return here[0] || null;
        }
        if (Trust.operatorOfLog(trust, origin) !== null || Trust.isEnded(trust, thumbprint)) {
            throw new Failure('log-unknown', 'origin', known[0].logs[0].name, origin);
        }
        return null;
    }

    /** The same for a certificate: under a log for receipts alone nobody answers for one. */
    function operatorOfCertificate(trust, thumbprint, origin) {
        const found = operator(trust, thumbprint, origin);
        return found !== null && Trust.isForReceiptsAlone(found) ? null : found;
    }

    /** The keys of the log that the trust list gives; only where it knows neither station nor log, the hint's. */
    function logKeys(trust, operator, origin, hint) {
        if (operator !== null) {
            if (operator.logs[0].name !== origin) {
                throw new Failure('log-unknown', 'origin', operator.logs[0].name, origin);
            }
            return operator.logs;
        }
        const owner = trust === null ? null : Trust.operatorOfLog(trust, origin);
        return owner === null ? [hint.log] : owner.logs;
    }

    /** One statement and its place in the log. */
    async function verify(logged, statement, keys, hint, primitives) {
        const proof = logged.proof;
        if (proof.extra !== Bytes.toBase64(logged.nonce)) {
            throw new Failure('opening', 'proof.extra', 'the nonce', 'another value or none');
        }
        const signers = await Tree.verifySigned(proof, keys, primitives);
        if (!signers.some((key) => Notes.isSameKey(key, hint.log))) {
            throw new Failure('hint', 'hint.log', signers[0].text, hint.log.text);
        }
        Tree.verifyInclusion(Statements.logEntry(logged.nonce, statement, logged.sdJwt), proof);
        const { seen, witnessed } = statement.head;
        requireBefore('seen.size', proof, seen);
        requireBefore('witnessed.size', proof, witnessed === null ? null : witnessed.checkpoint);
    }

    /** What a station had seen when it made a statement can't be younger than the statement's place. */
    function requireBefore(where, proof, earlier) {
        if (earlier !== null && earlier.origin === proof.checkpoint.origin && earlier.size > proof.index) {
            throw new Failure('order', where, 'at most ' + proof.index, earlier.size);
        }
    }

    /** For a statement that is of no drive, or of whichever: keys that were given out of hand count for no such thing. */
    function requireValid(operator, key, index) {
        if (operator.delegated !== null) {
            throw new Failure('key-not-valid', 'operator', 'one whose keys sign this', 'keys for receipts of some drives');
        }
        requireInRange(operator, key, index);
    }

    /** For a statement of a clearing, or of its start: one of a drive that its keys were given out of hand for, by the end of that. */
    function requireValidFor(operator, key, index, head, shown) {
        requireInRange(operator, key, index);
        if (operator.delegated === null) {
            return;
        }
        Delegated.requireCovers(operator, head, shown);
    }

    function requireInRange(operator, key, index) {
        const own = operator.stations.filter((station) => station.key.text === key.text);
        if (!own.some((range) => index >= range.firstIndex && (range.endIndex === null || index < range.endIndex))) {
            const ranges = own.map((r) => '[' + r.firstIndex + ', ' + (r.endIndex === null ? '∞' : r.endIndex) + ')');
            const within = 'one within ' + ranges.join(' or ');
            // After the last of its ranges the key was withdrawn; that says more than that it was not valid.
            throw own.every((r) => r.endIndex !== null && index >= r.endIndex)
                ? new Failure('key-ended', 'log index', within, index)
                : new Failure('key-not-valid', 'log index', within, index);
        }
    }

    return {
        CLOCK_SKEW_SECONDS, read, readHint, requireCosigned, requireReal, requireNotInFuture, stationKey, operator,
        operatorOfCertificate, logKeys, verify, requireValid, requireValidFor,
    };
})();
