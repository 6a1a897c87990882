package org.wangchuan.platform.ledger;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.page.VerificationPage;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.ledger.log.OperatorList;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.page.Page;
import org.wangchuan.proof.trust.TrustList;

/** What anyone needs to check a certificate: the page, which sends nothing anywhere, and the stations' trust lists. */
@Controller
class VerificationController {
    private static final String SECURITY = "Content-Security-Policy";

    private final TrustLists trust;
    private final Stations stations;
    private final OperatorList operators;
    private final VisibleSites sites;
    private final byte[] page = VerificationPage.bytes();
    private final String security;

    VerificationController(TrustLists trust, Stations stations, OperatorList operators, VisibleSites sites) {
        this.sites = sites;
        this.trust = trust;
        this.stations = stations;
        this.operators = operators;
        String html = new String(page, StandardCharsets.UTF_8);
        // The very script and the very style of the page, and no connection to anywhere, this platform included.
        this.security = "default-src 'none'; script-src " + hash(html, "script") + "; style-src " + hash(html, "style")
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    /**
     * The trust list of one station.
     *
     * @param station its name
     * @param list the signed list, as the verification page and the command line read it
     */
    record Listed(String station, long version, String list) {}

    @Access(To.ANYONE)
    @GetMapping("/verify")
    ResponseEntity<byte[]> page(HttpServletResponse response) {
        // In the place of the platform's own: a header of the entity would stand beside it, and both would count.
        response.setHeader(SECURITY, security);
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .body(page.clone());
    }

    @Access(To.ANYONE)
    @GetMapping("/trust/{site}.json")
    ResponseEntity<Map<String, List<Listed>>> lists(@PathVariable UUID site) {
        List<Listed> lists = trust.ofSite(site).stream()
                .map(held -> new Listed(name(held.station()), held.version(), held.list()))
                .toList();
        if (lists.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return ResponseEntity.ok(Map.of("trustLists", lists));
    }

    /** The list of the operator, for certificates under this platform's log: a file for the command line and the verification page. */
    @Access(To.ANYONE)
    @GetMapping("/trust")
    ResponseEntity<byte[]> list() {
        return file(
                operators
                        .current()
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND))
                        .toBytes(),
                "wangchuan-operator.trust");
    }

    /** Who signs it, for whoever compares that with what they were given by another way. */
    @Access(To.ANYONE)
    @GetMapping("/trust/about")
    ModelAndView about(Page page) {
        TrustList current = operators
                .current()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND))
                .list();
        return new ModelAndView(
                "ledger/trust",
                Map.of(
                        "page",
                        page,
                        "list",
                        current,
                        "timeZone",
                        sites.zone(page.visitor()).getId()));
    }

    /** One of them as a file that the verification page opens. */
    @Access(To.ANYONE)
    @GetMapping("/trust/stations/{station}")
    ResponseEntity<byte[]> list(@PathVariable UUID station) {
        TrustLists.Held held = trust.held(station).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return file(held.list().getBytes(StandardCharsets.UTF_8), "wangchuan.trust");
    }

    private static ResponseEntity<byte[]> file(byte[] list, String name) {
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(list);
    }

    private String name(UUID station) {
        return stations.find(station).map(Stations.Station::name).orElse("");
    }

    private static String hash(String html, String element) {
        String open = "<" + element + ">";
        int from = html.indexOf(open) + open.length();
        int to = html.indexOf("</" + element + ">", from);
        if (from < open.length() || to < 0 || html.indexOf(open, to) >= 0) {
            throw new IllegalStateException("expected exactly one " + open + " in the verification page");
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(html.substring(from, to).getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
