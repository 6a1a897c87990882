// A certificate as its holder shows it to somebody: with fewer facts, and still whole. As Presentation on the Java side; the
// same choice gives the same bytes.

const Presentations = (function () {
    const FACTS = ['work', 'asset', 'presence']; // what can be left out; the target can't

    const loggedOf = (certificate) => [certificate.receipt.clearing, certificate.receipt.start];

    /** The disclosures that hold a fact: how a phone was erased has its own. */
    const claimsOf = (fact) => fact === 'work' ? ['work', 'phoneWork', 'producerStatements'] : [fact];

    /** Which of the facts a certificate shows, in either of its statements. */
    function shownIn(bytes) {
        const certificate = Certificates.parse(bytes);
        const names = [].concat(...loggedOf(certificate).map((one) => one.sdJwt.disclosures.map((shown) => shown.name)));
        return FACTS.filter((fact) => fact === 'presence' ? certificate.presence.length > 0
            : claimsOf(fact).some((name) => names.indexOf(name) >= 0));
    }

    /**
     * The file that shows the device and these facts. The signed digests of what is left out stay; they say nothing
     * without the salts, which go.
     */
    function of(bytes, facts) {
        const certificate = Certificates.parse(bytes);
        const members = Canonical.readObject(bytes);
        const kept = ['target', 'phone'].concat(...facts.filter((fact) => fact !== 'presence').map(claimsOf));
        const [clearing, start] = loggedOf(certificate).map((one) => SdJwt.showingOnly(one.sdJwt, kept));
        members.set('statement', clearing);
        members.get('start').set('statement', start);
        if (facts.indexOf('presence') < 0) {
            members.delete('presence');
        }
        return Bytes.fromText(Canonical.write(members));
    }

    return { FACTS, shownIn, of };
})();
