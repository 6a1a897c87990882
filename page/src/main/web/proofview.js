// How strong the proof is, in words: which steps it reached, when, by whom, who stood by, and what became of it since.

const ProofView = (function () {
    const { element, given, safe } = Show;
    const say = Words.say;

    /** What stands behind an answer, each step with whether it was reached. */
    function steps(verified) {
        const certificate = verified.certificate;
        const isKnown = verified.operator !== null;
        return [
            ['signed', isKnown],
            ['logged', isKnown],
            ['witnessed', certificate !== null && certificate.interval !== null],
            ['timed', certificate !== null && certificate.interval !== null && certificate.isTimeProved],
            ['holds', certificate !== null && certificate.status !== null],
        ];
    }

    /** One line of small words; a mark, not only a colour, says which hold. Below a bad verdict none is a tick. */
    function strength(verified, isBad) {
        const out = element('ul', 'strength');
        if (isBad) {
            out.appendChild(element('li', 'lead', say('step.lead.bad')));
        }
        for (const [name, isReached] of steps(verified)) {
            const mark = element('span', 'mark', !isReached ? '\u2013' : isBad ? '\u00b7' : '\u2713');
            mark.setAttribute('aria-hidden', 'true');
            out.appendChild(element('li', isReached ? 'has' : 'lacks', mark, say('step.' + name + (isReached ? '' : '.not'))));
        }
        return out;
    }

    function whenSentence(interval, isProved, offlineMax) {
        if (interval === null) {
            return say('when.claimed');
        }
        if (interval.notEarlier === null) {
            return say('when.not-later');
        }
        if (interval.notEarlier > interval.notLater) {
            return say('when.contradiction');
        }
        const apart = Words.span(interval.notLater - interval.notEarlier);
        return isProved ? say('when.proved', apart) : say('when.wide', apart, Words.span(offlineMax));
    }

    /** The interval with the station's own claim in it, from early to late. */
    function when(verified, trust) {
        const { certificate } = verified;
        const interval = certificate === null ? null : certificate.interval;
        const out = element('ol', 'times');
        const add = (kind, seconds) => out.appendChild(element('li', kind,
            element('b', '', Words.time(seconds)), element('span', '', say('when.' + kind))));
        if (interval !== null && interval.notEarlier !== null) {
            add('earliest', interval.notEarlier);
        }
        add('claim', verified.clearing.head.issuedAt);
        if (interval !== null) {
            add('latest', interval.notLater);
        }
        return element('div', '', element('p', 'says',
            whenSentence(interval, interval !== null && certificate.isTimeProved, trust === null ? 0 : trust.offlineSecondsMax)), out);
    }

    /** What a policy asks for, in our words around its names. */
    const asked = (quorum) => quorum.members
        ? say('who.of', String(quorum.threshold), quorum.members.map(asked).join(say('who.and'))) : quorum.name;

    /** Rows of who signed, who witnessed, and who was asked for. */
    function who({ operator, certificate }, trust) {
        const rows = [[say('who.operator'), operator === null ? element('span', 'none', say('who.unknown')) : element('bdi', 'given', Words.operator(operator))]];
        if (operator !== null && trust !== null) {
            // The name is that list's word: another list may give it to somebody else.
            rows.push([say('who.list'), given(trust.signer.text)]);
        }
        if (certificate !== null && certificate.interval !== null) {
            const list = element('ul', 'plain');
            for (const one of certificate.cosignatures.slice().sort((a, b) => a.time - b.time)) {
                list.appendChild(element('li', '', given(one.key.name), element('span', 'at', Words.time(one.time))));
            }
            rows.push([say('who.witnesses'), list], [say('who.quorum'), given(asked(certificate.quorum))]);
        }
        return rows;
    }

    /** Those who stood by, each with what its grade is worth; null if there is nobody. */
    function presence({ certificate }) {
        if (certificate === null || certificate.presence.length === 0) {
            return null;
        }
        const out = element('ul', 'presence');
        for (const one of certificate.presence) {
            out.appendChild(element('li', '', element('b', '', say('role.' + one.role)), element('span', '',
                say('grade.' + one.grade), element('span', 'when', Words.time(one.at)),
                one.key === null ? null : element('code', 'given', safe(one.key)))));
        }
        return out;
    }

    /** What became of it since; null without a status list. */
    function since({ certificate }) {
        const status = certificate === null ? null : certificate.status;
        if (status === null) {
            return null;
        }
        return [
            [say('since.state'), say('since.holds')],
            [say('since.as-of'), status.asOf === null ? null : say('since.size', String(status.asOf.size))],
            [say('since.claimed'), Words.time(status.claimedAt)],
            [say('since.not-earlier'), status.notEarlier === null
                ? element('span', 'none', say('since.unproved')) : Words.time(status.notEarlier)],
        ];
    }

    return { strength, when, who, presence, since };
})();
