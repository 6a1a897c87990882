package org.wangchuan.platform.oversight.processing;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;
import org.wangchuan.platform.web.access.Qualified;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.once.Once;
import org.wangchuan.platform.web.page.Answer;
import org.wangchuan.platform.web.page.Page;

/** Records of processing of this installation, and what an impact assessment needs: what is known, and what the officer writes. */
@Controller
class ProcessingController {
    private static final String PATH = "/processing";

    private final ProcessingPages pages;
    private final ProcessingTexts texts;
    private final Accounts accounts;
    private final VisibleSites sites;

    ProcessingController(ProcessingPages pages, ProcessingTexts texts, Accounts accounts, VisibleSites sites) {
        this.pages = pages;
        this.texts = texts;
        this.accounts = accounts;
        this.sites = sites;
    }

    @Access(
            value = To.STAFF,
            roles = {Role.DATA_PROTECTION_OFFICER, Role.ADMINISTRATOR})
    @GetMapping(PATH)
    ModelAndView look(Page page, Visitor visitor) {
        organisation(visitor);
        return Answer.of(
                "oversight/processing",
                false,
                Map.of("page", page, "view", pages.view(visitor, page::say, page.isChinese())));
    }

    @Access(
            value = To.STAFF,
            roles = {Role.DATA_PROTECTION_OFFICER, Role.ADMINISTRATOR})
    @GetMapping("/processing.md")
    ResponseEntity<byte[]> file(Page page, Visitor visitor) {
        organisation(visitor);
        ProcessingView view = pages.view(visitor, page::say, page.isChinese());
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, "text/markdown; charset=utf-8")
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("wangchuan-processing-"
                                        + view.now().toString().substring(0, 10) + ".md")
                                .build()
                                .toString())
                .body(ProcessingDocument.of(page, view).getBytes(StandardCharsets.UTF_8));
    }

    @Access(
            value = To.STAFF,
            roles = {Role.DATA_PROTECTION_OFFICER, Role.ADMINISTRATOR})
    @GetMapping(PATH + "/{topic}")
    ModelAndView topic(Page page, Visitor visitor, @PathVariable String topic) {
        Topic known = topic(topic);
        List<ProcessingView.Version> versions = texts.of(organisation(visitor), known);
        return show(
                page,
                visitor,
                known,
                versions,
                versions.isEmpty() ? "" : versions.getFirst().text(),
                "");
    }

    @Access(value = To.STAFF, roles = Role.DATA_PROTECTION_OFFICER)
    @Qualified
    @Once
    @PostMapping(PATH + "/{topic}")
    ModelAndView write(
            Page page,
            Visitor visitor,
            @PathVariable String topic,
            @RequestParam(defaultValue = "0") int seen,
            @RequestParam(defaultValue = "") String text) {
        Topic known = topic(topic);
        UUID organisation = organisation(visitor);
        return switch (texts.write(organisation, known, seen, text, visitor.account())) {
            case WRITTEN -> new ModelAndView("redirect:" + PATH);
            case BAD_TEXT ->
                show(
                        page,
                        visitor,
                        known,
                        texts.of(organisation, known),
                        text,
                        "oversight.processing.problem.BAD_TEXT");
            case CHANGED ->
                show(page, visitor, known, texts.of(organisation, known), text, "oversight.processing.problem.CHANGED");
        };
    }

    private ModelAndView show(
            Page page,
            Visitor visitor,
            Topic topic,
            List<ProcessingView.Version> versions,
            String typed,
            String problem) {
        Map<UUID, String> names = new HashMap<>();
        versions.forEach(version -> names.computeIfAbsent(
                version.by(), account -> accounts.workName(account).orElse("?")));
        return Answer.of(
                "oversight/processing-topic",
                !problem.isEmpty(),
                Map.of(
                        "page",
                        page,
                        "topic",
                        topic,
                        "versions",
                        versions,
                        "names",
                        names,
                        "typed",
                        typed,
                        "zone",
                        sites.zone(visitor).getId(),
                        "problem",
                        problem));
    }

    private static Topic topic(String id) {
        return Topic.of(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static UUID organisation(Visitor visitor) {
        return visitor.organisation()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "no organisation yet"));
    }
}
