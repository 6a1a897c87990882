package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.paper.Attachment;
import org.wangchuan.paper.PaperCheck;
import org.wangchuan.paper.ReceiptPdf;
import org.wangchuan.platform.consumer.OwnerLinks;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.OrderTerms;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.workflow.GuidedRun;
import org.wangchuan.platform.testing.Agreed;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PaperText;
import org.wangchuan.platform.testing.Photos;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.testing.Screens;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.print.ReceiptPaper;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.ClearingClaims.Clause.State;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.ReceiptVerifier;

/** Receipts on paper, for owners, at the counter and for staff: what they say, who gets them, and when there is none. */
@Tag("slow")
final class PapersTest extends PlatformTest {
    private final Shop shop = newShop();

    private static String ownerBase(UUID order) {
        String link = bean(OwnerLinks.class).link(order);
        return link.substring(link.indexOf("/o/"));
    }

    /** A browser that the link is bound to. */
    private static Browser owner(UUID order) {
        Browser owner = nobody();
        assertThat(owner.post(ownerBase(order), Map.of()).status()).isEqualTo(302);
        return owner;
    }

    private static String receiptOf(UUID order) {
        return jdbc().sql("SELECT receipt FROM ledger.statement WHERE order_id = ?")
                .param(order)
                .query((row, _) -> row.getString(1))
                .single();
    }

    private BenchOrder erased(Verdict verdict) throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        order.erases(order.serial, verdict);
        return order;
    }

    @Test
    void ownersAndStaffGetTheSamePaperAndItIsTheOneThatWhoeverChecksItRenders() throws Exception {
        BenchOrder order = erased(Verdict.CLEARED);
        Browser owner = owner(order.order);
        Browser.Saved saved = owner.save(ownerBase(order.order) + "/receipt.pdf");
        assertThat(saved.status()).isEqualTo(200);
        assertThat(saved.header("content-type")).isEqualTo("application/pdf");
        assertThat(saved.header("cache-control")).contains("no-store");
        assertThat(saved.header("x-content-type-options")).isEqualTo("nosniff");
        String tail = order.serial.substring(order.serial.length() - 4);
        assertThat(saved.header("content-disposition"))
                .matches("attachment; filename=\"wangchuan-[A-Z0-9-]+-" + tail + "\\.receipt\\.pdf\"");
        for (Role role : List.of(Role.CLERK, Role.TECHNICIAN, Role.MANAGER)) {
            assertThat(shop.browser(role)
                            .save("/statements/" + order.order + "/receipt.pdf")
                            .bytes())
                    .as(role.id())
                    .isEqualTo(saved.bytes());
        }
        assertThat(shop.browser(Role.CLERK)
                        .save("/counter/" + order.order + "/receipt.pdf")
                        .bytes())
                .isEqualTo(saved.bytes());

        // As `wangchuan verify` does it: the file inside verifies, and gives this very paper.
        assertThat(ReceiptPdf.attachments(saved.bytes())).hasSize(1);
        byte[] inside = PaperText.attached(saved.bytes(), Attachment.RECEIPT);
        assertThat(new String(inside, StandardCharsets.UTF_8)).isEqualTo(receiptOf(order.order));
        Receipt receipt = Receipt.parse(inside);
        SignedTrustList trust = SignedTrustList.parse(nobody().get("/trust/stations/" + order.station.paired.id())
                .body()
                .getBytes(StandardCharsets.UTF_8));
        assertThat(ReceiptVerifier.verify(
                                receipt, trust.list(), new Expectations(Optional.of(order.serial), Instant.now()))
                        .isSignerKnown())
                .isTrue();
        PaperCheck.sameAsRendered(saved.bytes(), ReceiptPaper.render(receipt, Optional.empty()));
        // The owner finds the list beside it, without any certificate.
        assertThat(owner.get(ownerBase(order.order) + "/proof").body())
                .contains("/receipt.json?event=", "href=\"/trust\"")
                .doesNotContain("certificate.json");

        assertThat(PaperText.of(saved.bytes()))
                .contains("数据清除收据", "已清除", "Receipt for a data erasure", "Cleared", order.serial);
    }

    @Test
    void whatIsNotProvedReadsSoOnPaperOnTheSlipAndOnTheWayToBoth() throws Exception {
        Map<Verdict, List<String>> words = Map.of(
                Verdict.UNPROVEN, List.of("未能证明", "Unproven"),
                Verdict.PARTIAL, List.of("部分清除", "Partly cleared"),
                Verdict.FAILED, List.of("清除失败", "Failed"));
        for (Map.Entry<Verdict, List<String>> said : words.entrySet()) {
            BenchOrder order = erased(said.getKey());
            String base = ownerBase(order.order);
            String paper =
                    PaperText.of(owner(order.order).save(base + "/receipt.pdf").bytes());
            assertThat(paper)
                    .containsPattern("(?m)^ *" + said.getValue().getFirst() + " *$")
                    .containsPattern("(?m)^ *" + said.getValue().getLast() + " *$")
                    .doesNotContainPattern("(?m)^ *(已清除|已净化|Cleared|Purged) *$")
                    .as("nor is it called a receipt for an erasure")
                    .containsPattern("Record of an? (unproven|partial|failed) erasure")
                    .doesNotContain("数据清除收据", "Receipt for a data erasure");
            Browser clerk = shop.browser(Role.CLERK);
            for (String slip : List.of("/intake/" + order.order + "/receipt", "/counter/" + order.order + "/paper")) {
                assertThat(clerk.get(slip).body())
                        .as(slip)
                        .contains(
                                "<strong>" + said.getValue().getLast() + "</strong>",
                                "The rule is not met, or not known to be",
                                origin() + "/verify")
                        .doesNotContain("<strong>Cleared</strong>", "<strong>Purged</strong>");
                assertThat(clerk.in("zh").get(slip).body())
                        .contains(said.getValue().getFirst());
                clerk.in("en");
            }
            assertThat(clerk.get("/intake/" + order.order).body())
                    .contains("/statements/" + order.order + "/receipt.pdf?event=");
        }
    }

    @Test
    void aSlipSaysNothingBeforeThereIsAResultAndTheWordOfTheWholeDeviceAfter() throws Exception {
        BenchOrder early = BenchOrder.consented(shop);
        Browser clerk = shop.browser(Role.CLERK);
        assertThat(clerk.get("/intake/" + early.order + "/receipt").body())
                .doesNotContain("What the evidence shows", "verdict");
        early.erases(early.serial, Verdict.CLEARED);
        assertThat(clerk.get("/intake/" + early.order + "/receipt").body())
                .contains("What the evidence shows", "<strong>Cleared</strong>", "The rule is met");

        // One of two drives is cleared: the device is not.
        BenchOrder laptop =
                BenchOrder.laptop(shop, new Devices.Drives(Optional.of(2), List.of("DRIVE-ONE-1", "DRIVE-TWO-2")));
        laptop.erases("DRIVE-ONE-1", Verdict.CLEARED);
        String slip = clerk.get("/intake/" + laptop.order + "/receipt").body();
        assertThat(slip).contains("class=\"verdict unproven\"", "1 of 2 drives are proved to be erased");
        assertThat(slip).contains("The rule is not met").doesNotContain("class=\"verdict cleared\"");
    }

    /** Whoever began again with a drive took back what was proved of it, and its old statement stays where it is. */
    @Test
    void aSlipSaysNoGoodWordOfADriveThatSomebodyBeganWithAgain() throws Exception {
        BenchOrder laptop =
                BenchOrder.laptop(shop, new Devices.Drives(Optional.of(2), List.of("DRIVE-ONE-1", "DRIVE-TWO-2")));
        laptop.erases("DRIVE-ONE-1", Verdict.CLEARED);
        laptop.station.tellLane(BenchOrder.LANE, "DRIVE-ONE-1");
        laptop.station.claim(laptop.queue(), BenchOrder.LANE, "DRIVE-ONE-1");
        assertNoGoodWord(laptop);
        bean(BenchTasks.class).giveUp(laptop.order, laptop.account);
        assertNoGoodWord(laptop);

        BenchOrder drive = BenchOrder.consented(shop);
        drive.station.finish(drive.claimed(), drive.station.receipt(drive.good().with(State.NOT_SATISFIED)));
        drive.claimed();
        assertNoGoodWord(drive);
        bean(BenchTasks.class).giveUp(drive.order, drive.account);
        assertNoGoodWord(drive);
    }

    private void assertNoGoodWord(BenchOrder order) {
        assertThat(jdbc().sql("SELECT verdict FROM ledger.statement WHERE order_id = ?")
                        .param(order.order)
                        .query(String.class)
                        .single())
                .isEqualTo("cleared");
        Browser clerk = shop.browser(Role.CLERK);
        for (String slip : List.of("/intake/" + order.order + "/receipt", "/counter/" + order.order + "/paper")) {
            assertThat(clerk.get(slip).body())
                    .as(slip)
                    .contains("class=\"verdict unproven\"", "The rule is not met, or not known to be")
                    .doesNotContain("class=\"verdict cleared\"");
        }
    }

    @Test
    void aClauseThatAPersonAnswersForStaysOpenOnPaper() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        order.station.finish(order.claimed(), order.station.receipt(order.good().with(State.UNDETERMINED)));
        Browser manager = shop.browser(Role.MANAGER);
        String event = jdbc().sql("SELECT event_id FROM ledger.statement WHERE order_id = ?")
                .param(order.order)
                .query((row, _) -> row.getString(1))
                .single();
        String clause = jdbc().sql("SELECT clauses->0->>'id' FROM ledger.statement WHERE order_id = ?")
                .param(order.order)
                .query((row, _) -> row.getString(1))
                .single();
        byte[] before =
                manager.save("/statements/" + order.order + "/receipt.pdf").bytes();
        assertThat(manager.post(
                                "/statements/" + order.order + "/validations",
                                Map.of("event", event, "clause", clause, "reason", "looked at it myself"))
                        .status())
                .isEqualTo(302);
        assertThat(manager.save("/statements/" + order.order + "/receipt.pdf").bytes())
                .isEqualTo(before);
        assertThat(PaperText.of(before)).contains("1 undetermined");
        assertThat(manager.get("/statements/" + order.order).body()).contains("It does not name who answers");
        assertThat(owner(order.order).get(ownerBase(order.order) + "/proof").body())
                .contains("It does not name who answers");
    }

    @Test
    void othersGetNoneAndLearnNothing() throws Exception {
        BenchOrder order = erased(Verdict.CLEARED);
        BenchOrder another = erased(Verdict.CLEARED);
        UUID event = UUID.fromString(jdbc().sql("SELECT event_id FROM ledger.statement WHERE order_id = ?")
                .param(another.order)
                .query((row, _) -> row.getString(1))
                .single());
        Browser otherCompany = newShop().browser(Role.CLERK, Role.TECHNICIAN, Role.MANAGER);
        Browser otherSite = signedIn(shop.accountAt(Optional.of(shop.otherSite()), Role.CLERK, Role.TECHNICIAN));
        for (String path : List.of("/statements/%s/receipt.pdf", "/counter/%s/receipt.pdf")) {
            for (Browser foreign : List.of(otherCompany, otherSite)) {
                Browser.Answer real = foreign.get(path.formatted(order.order));
                Browser.Answer none = foreign.get(path.formatted(UUID.randomUUID()));
                assertThat(real.status()).isEqualTo(404);
                assertThat(withoutNumbers(real.body())).isEqualTo(withoutNumbers(none.body()));
            }
        }
        // With their own link, or as clerk of the site, they name the statement of another order.
        Browser owner = owner(order.order);
        for (Browser.Saved saved : List.of(
                owner.save(ownerBase(order.order) + "/receipt.pdf?event=" + event),
                shop.browser(Role.CLERK).save("/counter/" + order.order + "/receipt.pdf?event=" + event),
                shop.browser(Role.CLERK).save("/statements/" + order.order + "/receipt.pdf?event=" + event))) {
            assertThat(saved.status()).isEqualTo(404);
        }
        // By a link that belongs to another browser, and by none.
        assertThat(nobody().save(ownerBase(order.order) + "/receipt.pdf").status())
                .isNotEqualTo(200);
        assertThat(owner.save(ownerBase(another.order) + "/receipt.pdf").status())
                .isNotEqualTo(200);
        assertThat(nobody().save("/o/AAAAAAAAAAAAAAAAAAAAAAAA/receipt.pdf").status())
                .isNotEqualTo(200);
        // There is no certificate yet, and no paper of one.
        assertThat(owner.save(ownerBase(order.order) + "/certificate.pdf").status())
                .isEqualTo(404);
        assertThat(shop.browser(Role.ADMINISTRATOR)
                        .save("/statements/" + order.order + "/receipt.pdf")
                        .status())
                .isEqualTo(403);
    }

    private static String withoutNumbers(String page) {
        return page.replaceAll("[0-9a-f]{16,}|[0-9a-f-]{36}|value=\"[^\"]*\"", "");
    }

    @Test
    void ofWhatDoesNotVerifyAnyMoreThereIsNone() throws Exception {
        BenchOrder order = erased(Verdict.UNPROVEN);
        BenchOrder better = erased(Verdict.CLEARED);
        String receipt = receiptOf(order.order);
        String forged = receipt.replaceFirst("~WyJ", "~WyK");
        assertThat(forged).isNotEqualTo(receipt);
        // In the database, by somebody who may write there.
        assertRefused(order, "UPDATE ledger.statement SET receipt = ? WHERE order_id = ?", forged);
        assertRefused(order, "UPDATE ledger.statement SET receipt = ? WHERE order_id = ?", receiptOf(better.order));
        jdbc().sql("UPDATE ledger.statement SET receipt = ? WHERE order_id = ?")
                .params(receipt, order.order)
                .update();
        assertRefused(order, "UPDATE ledger.statement SET verdict = ? WHERE order_id = ?", "cleared");
        jdbc().sql("UPDATE ledger.statement SET verdict = 'unproven' WHERE order_id = ?")
                .param(order.order)
                .update();
        assertThat(owner(order.order)
                        .save(ownerBase(order.order) + "/receipt.pdf")
                        .status())
                .isEqualTo(200);
        // Nor with a certificate that is another's, or none at all.
        for (String certificate : List.of("{}", receipt)) {
            jdbc().sql(
                            "UPDATE ledger.statement SET certificate = ?, certificate_checks = '{}', certificate_at = now() WHERE order_id = ?")
                    .params(certificate, order.order)
                    .update();
            assertThat(shop.browser(Role.CLERK)
                            .save("/statements/" + order.order + "/certificate.pdf")
                            .status())
                    .isEqualTo(409);
        }
        jdbc().sql(
                        "UPDATE ledger.statement SET certificate = NULL, certificate_checks = NULL, certificate_at = NULL WHERE order_id = ?")
                .param(order.order)
                .update();
        // The list by which it was believed is gone.
        jdbc().sql("DELETE FROM ledger.trust_list WHERE station_id = ?")
                .param(order.station.paired.id())
                .update();
        assertThat(shop.browser(Role.CLERK)
                        .save("/statements/" + order.order + "/receipt.pdf")
                        .status())
                .isEqualTo(409);
    }

    private void assertRefused(BenchOrder order, String change, String to) {
        jdbc().sql(change).params(to, order.order).update();
        for (String path : List.of("/statements/" + order.order, "/counter/" + order.order)) {
            Browser.Answer answer = shop.browser(Role.CLERK).get(path + "/receipt.pdf");
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.header("content-type")).startsWith("text/html");
            assertThat(answer.body()).contains("does not verify any more");
        }
    }

    @Test
    void ofAGuidedWorkflowThereIsNoPaperAndThePagesSayWhy() throws Exception {
        UUID order = phone();
        Browser technician = shop.browser(Role.TECHNICIAN);
        GuidedRun.upToThePhoto(technician, order);
        assertThat(technician
                        .upload(
                                "/workflow/" + order + "/photo",
                                Map.of("step", "photo"),
                                "photo",
                                Photos.plain("jpeg", Photos.picture(120, 80, 7)))
                        .status())
                .isEqualTo(302);
        technician.post("/workflow/" + order + "/end", Map.of());
        Browser owner = owner(order);
        Browser clerk = shop.browser(Role.CLERK);
        for (String name : List.of("receipt", "certificate", "observation")) {
            assertThat(owner.save(ownerBase(order) + "/" + name + ".pdf").status())
                    .isEqualTo(404);
            assertThat(clerk.save("/statements/" + order + "/" + name + ".pdf").status())
                    .isEqualTo(404);
            assertThat(clerk.save("/counter/" + order + "/" + name + ".pdf").status())
                    .isEqualTo(404);
        }
        String none = "There is no paper of such a record";
        assertThat(owner.get(ownerBase(order) + "/proof").body()).contains(none).doesNotContain(".pdf");
        assertThat(clerk.get("/statements/" + order).body()).contains(none).doesNotContain(".pdf");
        assertThat(clerk.get("/intake/" + order).body()).contains(none).doesNotContain(".pdf");
        assertThat(clerk.get("/intake/" + order + "/receipt").body())
                .contains("<strong>Unproven</strong>", "it is no receipt, and no proof that the data is gone")
                .doesNotContain("<strong>Cleared</strong>", "The rule is met");
    }

    @Test
    void anOwnersPhoneSavesItAndThePublicPageChecksIt(@TempDir Path folder) throws Exception {
        BenchOrder order = erased(Verdict.CLEARED);
        Path trust = Files.writeString(
                folder.resolve("station.trust"),
                nobody().get("/trust/stations/" + order.station.paired.id()).body());
        Path downloads = Files.createDirectory(folder.resolve("downloads"));
        try (org.wangchuan.browser.Browser phone = new org.wangchuan.browser.Browser("en")) {
            phone.resize(390, 844);
            phone.saveInto(downloads);
            phone.open(origin() + ownerBase(order.order));
            phone.click("form button.big");
            phone.waitFor("location.pathname.endsWith('/proof') && document.readyState === 'complete'");
            phone.click("a[href*=\"/receipt.pdf\"]");
            Path pdf = awaitPdf(downloads);
            assertThat(pdf.getFileName().toString()).startsWith("wangchuan-").endsWith(".receipt.pdf");
            phone.open(origin() + "/verify");
            phone.pick("#files", List.of(pdf));
            phone.waitFor("document.querySelector('.panel')");
            phone.pick("#files", List.of(trust));
            phone.waitFor("document.querySelector('.panel.state-open')");
            assertThat(phone.evaluate("document.getElementById('answer').textContent"))
                    .contains("WDC WD10EZEX");
            Screens.take(phone, origin() + ownerBase(order.order) + "/proof", "paper-proof");
        }
    }

    private UUID phone() throws Exception {
        UUID clerk = shop.account(Role.CLERK);
        Orders orders = bean(Orders.class);
        UUID device = bean(Devices.class)
                .register(
                        new Devices.NewDevice(
                                shop.site(),
                                DeviceKind.PHONE,
                                "Xiaomi",
                                "Mi 10",
                                Optional.of("SN" + UUID.randomUUID()),
                                "",
                                Optional.empty(),
                                Devices.Drives.NOT_COUNTED),
                        clerk)
                .id();
        UUID order = orders.create(shop.site(), device, Channel.COUNTER, Presenter.OWNER, "gb-46864-2025", clerk)
                .id();
        WorkOrder.Offer offer = new WorkOrder.Offer(100, "CNY");
        bean(OrderTerms.class).offer(order, offer, Actor.staff(clerk));
        bean(OrderTerms.class).accept(order, offer, Actor.owner());
        bean(OrderTerms.class).consent(order, Agreed.to("test", "en"), Actor.owner());
        return order;
    }

    private static Path awaitPdf(Path folder) throws Exception {
        Instant end = Instant.now().plusSeconds(30);
        while (true) {
            try (Stream<Path> files = Files.list(folder)) {
                Optional<Path> found =
                        files.filter(file -> file.toString().endsWith(".pdf")).findFirst();
                if (found.isPresent()) {
                    return found.get();
                }
            }
            assertThat(Instant.now()).as("nothing was saved").isBefore(end);
            Thread.sleep(50);
        }
    }
}
