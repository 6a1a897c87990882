package org.wangchuan.platform.intake.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.consumer.OwnerLinks;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.OrderTerms;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.testing.Agreed;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.Photos;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.PhotoFile;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Read;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.vault.Reason;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.vault.VaultException;
import org.wangchuan.platform.web.access.Role;

/** Photos of a guided workflow: into the vault, seen by whom they are for, and gone with their owner's key. */
final class WorkflowPhotoTest extends PlatformTest {
    private final Shop shop = newShop();
    private final UUID clerk = shop.account(Role.CLERK);
    private final Browser technician = shop.browser(Role.TECHNICIAN);
    private final Orders orders = bean(Orders.class);
    private final WorkflowRuns runs = bean(WorkflowRuns.class);
    private final Vault vault = bean(Vault.class);
    private static final Map<String, String> WHY = Map.of("reason", "photo_check");
    private byte[] photo = {};

    @BeforeEach
    void take() throws IOException {
        photo = Photos.telling(Photos.plain("jpeg", Photos.picture(80, 60, 3)), "a secret place", 1);
    }

    @Test
    void aPhotoGoesIntoTheVaultAndItsOwnerSeesWhoLooked() throws Exception {
        WorkOrder order = atItsPhoto();
        String page = "/workflow/" + order.id();
        assertThat(technician.get(page).body()).contains("type=\"file\"", "multipart/form-data");
        assertThat(technician
                        .upload(page + "/photo", Map.of("step", "photo"), "photo", photo)
                        .location())
                .isEqualTo(page);

        WorkflowRuns.Run run = runs.latest(order.id(), Workflow.Stage.ERASURE).orElseThrow();
        WorkflowRuns.Given given = runs.given(run).getLast();
        assertThat(given.answer()).isEqualTo("taken");
        UUID id = given.photo().orElseThrow().id();
        UUID person = orders.find(order.id()).orElseThrow().ownerRef().orElseThrow();
        assertThat(vault.keeping(person).orElseThrow().purposes()).containsKey(Purpose.OBSERVATION);
        assertThat(vault.reads(person)).isEmpty();
        assertThat(technician.get(page).body()).contains("photo kept", "/photos/" + id);
        assertThat(vault.reads(person)).as("a page is no look").isEmpty();

        for (Map<String, String> wrong : List.of(
                Map.<String, String>of(),
                Map.of("reason", "left_behind"),
                Map.of("reason", "anything"),
                Map.of("reason", "photo_check", "reference", "13800138000"))) {
            Browser.Answer refused = technician.post(page + "/photos/" + id, wrong);
            assertThat(refused.status()).as(wrong.toString()).isEqualTo(422);
            assertThat(refused.header("content-type")).startsWith("text/html");
        }
        assertThat(vault.reads(person)).as("what was refused is no look").isEmpty();
        assertThat(technician.post(page + "/photos/" + id, WHY).header("content-type"))
                .isEqualTo("image/jpeg");
        assertThat(vault.reads(person))
                .extracting(Read::purpose, Read::fields, Read::role, Read::reason)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        Purpose.OBSERVATION,
                        Set.of(Field.PHOTO),
                        Optional.of(Role.TECHNICIAN),
                        Optional.of(Reason.PHOTO_CHECK)));
        assertThat(signedIn(clerk).post(page + "/photos/" + id, WHY).status()).isEqualTo(403);
        assertThat(newShop()
                        .browser(Role.TECHNICIAN)
                        .post(page + "/photos/" + id, WHY)
                        .status())
                .isEqualTo(404);
        assertThat(technician.post(page + "/photos/" + UUID.randomUUID(), WHY).status())
                .isEqualTo(404);
        assertThat(vault.reads(person)).hasSize(1);

        Reader manager = new Reader(Reader.Kind.STAFF, Optional.of(clerk), Set.of(Role.MANAGER), shop.site());
        assertThatThrownBy(() -> vault.picture(id, Field.PHOTO, Purpose.OBSERVATION, manager))
                .isInstanceOfSatisfying(
                        VaultException.class, e -> assertThat(e.code()).isEqualTo(VaultException.Code.NO_REASON));
        Vault.OpenedPicture opened =
                vault.picture(id, Field.PHOTO, Purpose.OBSERVATION, manager.because(Reason.DISPUTE, ""));
        Browser owner = nobody();
        String link = bean(OwnerLinks.class).link(order.id());
        String own = link.substring(link.indexOf("/o/"));
        owner.post(own, Map.of());
        assertThat(owner.get(own + "/privacy").body())
                .contains("a check that the photo shows what it should", "a dispute", "Technician", "Manager");
        assertThat(new String(opened.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain("a secret place");
        assertThat(org.wangchuan.proof.certificate.CounterSignature.imageDigest(
                        opened.bytes(), opened.key().orElseThrow()))
                .isEqualTo(given.photo().orElseThrow().commitment());
    }

    @Test
    void theOwnerSeesTheirsAndTakesItAway() throws Exception {
        WorkOrder order = atItsPhoto();
        technician.upload("/workflow/" + order.id() + "/photo", Map.of("step", "photo"), "photo", photo);
        UUID id = taken(order).id();
        String link = bean(OwnerLinks.class).link(order.id());
        String base = link.substring(link.indexOf("/o/"));
        assertThat(nobody().post(base + "/photo", Map.of("picture", id.toString()))
                        .status())
                .isEqualTo(403);
        Browser owner = nobody();
        owner.post(base, Map.of());
        assertThat(owner.get(base + "/privacy").body()).contains(id.toString(), "Photo");
        assertThat(owner.post(base + "/photo", Map.of("picture", id.toString())).header("content-type"))
                .isEqualTo("image/jpeg");
        assertThat(owner.post(base + "/photo-key", Map.of("picture", id.toString()))
                        .body())
                .matches("wangchuan-image-key/v1\nkey [A-Za-z0-9+/]{43}=\n");
        assertThat(owner.post(
                                base + "/photo",
                                Map.of("picture", UUID.randomUUID().toString()))
                        .body())
                .contains("There is nobody here");

        owner.post(base + "/forget", Map.of("sure", "1"));
        assertThat(owner.post(base + "/photo", Map.of("picture", id.toString())).body())
                .contains("There is nobody here");
        assertThat(technician
                        .post("/workflow/" + order.id() + "/photos/" + id, WHY)
                        .status())
                .isEqualTo(422);
        assertThat(jdbc().sql("SELECT count(*) FROM vault.attachment WHERE id = ?")
                        .param(id)
                        .query((row, _) -> row.getInt(1))
                        .single())
                .isZero();
        assertThat(taken(order).commitment().toBytes()).as("the answer stays").hasSize(32);
        // One that is taken after that belongs to somebody new.
        technician.upload("/workflow/" + order.id() + "/photo", Map.of("step", "photo"), "photo", photo);
        assertThat(taken(order).id()).isNotEqualTo(id);
    }

    @Test
    void theSamePhotoTwiceHasNothingInCommon() throws Exception {
        UUID person = vault.person(Map.of(), Purpose.OBSERVATION, Reader.platform(shop.site()));
        Reader platform = Reader.platform(shop.site());
        assertThat(vault.keep(person, Purpose.OBSERVATION, PhotoFile.of(photo), platform)
                        .commitment())
                .isNotEqualTo(vault.keep(person, Purpose.OBSERVATION, PhotoFile.of(photo), platform)
                        .commitment());
        assertThat(catchThrowableOfType(
                                VaultException.class,
                                () -> vault.keep(person, Purpose.CEREMONY, PhotoFile.of(photo), platform))
                        .code())
                .isEqualTo(VaultException.Code.NOT_FOR_PURPOSE);
    }

    @Test
    void whatIsNoPhotoLeavesNothing() throws Exception {
        WorkOrder order = atItsPhoto();
        int before = runs.given(runs.latest(order.id(), Workflow.Stage.ERASURE).orElseThrow())
                .size();
        String path = "/workflow/" + order.id() + "/photo";
        byte[] html = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        assertThat(technician
                        .upload(path, Map.of("step", "photo"), "photo", html)
                        .body())
                .contains("Expected a whole JPEG or PNG");
        assertThat(technician
                        .upload(path, Map.of("step", "photo"), "photo", new byte[0])
                        .status())
                .isEqualTo(422);
        assertThat(technician
                        .upload(path, Map.of("step", "lock"), "photo", photo)
                        .status())
                .isEqualTo(422);
        assertThat(technician
                        .post("/workflow/" + order.id() + "/answer", Map.of("step", "photo", "answer", "taken"))
                        .status())
                .as("nobody says that one was taken")
                .isEqualTo(422);
        assertThat(technician
                        .upload(path, Map.of("step", "photo"), "photo", new byte[PhotoFile.BYTES_MAX + 200_000])
                        .location())
                .endsWith("?large");
        assertThat(technician.get("/workflow/" + order.id() + "?large").body()).contains("Expected a whole JPEG");
        assertThat(runs.given(runs.latest(order.id(), Workflow.Stage.ERASURE).orElseThrow()))
                .hasSize(before);
        assertThat(orders.find(order.id()).orElseThrow().ownerRef()).isEmpty();
    }

    /** As phones send them; the place that it took is free again each time. */
    @Test
    void largePhotosAreTakenOneAfterTheOther() throws Exception {
        WorkOrder order = atItsPhoto();
        byte[] large = Photos.plain("jpeg", Photos.picture(2000, 1500, 5));
        assertThat(large).hasSizeGreaterThan(1_300_000);
        String path = "/workflow/" + order.id();
        for (int i = 0; i < 3; i++) {
            assertThat(technician
                            .upload(path + "/photo", Map.of("step", "photo"), "photo", large)
                            .location())
                    .isEqualTo(path);
        }
        assertThat(vault.pictures(
                        orders.find(order.id()).orElseThrow().ownerRef().orElseThrow(), Field.PHOTO))
                .hasSize(3);
        assertThat(begun(path + "/photo", "Content-Length: 5000000")).contains(" 413 ");
    }

    @Test
    void nobodyElseSendsWhatIsLarge() throws Exception {
        WorkOrder order = atItsPhoto();
        assertThat(begun("/workflow/" + order.id() + "/photo", "Content-Length: 5000000"))
                .contains(" 413 ");
        assertThat(begun("/intake/lists/new", "Content-Length: 5000000")).contains(" 413 ");
        assertThat(begun("/api/station/status", "Content-Length: 5000000")).contains(" 413 ");
        assertThat(begun("/sign-in", "Transfer-Encoding: chunked")).contains(" 411 ");
        assertThat(signedIn(clerk)
                        .upload("/workflow/" + order.id() + "/photo", Map.of("step", "photo"), "photo", photo)
                        .status())
                .isEqualTo(403);
    }

    /** The first line of the answer to a form that says how large it will be, and is not sent. */
    private static String begun(String path, String length) throws IOException {
        URI at = URI.create(origin());
        try (Socket socket = new Socket(at.getHost(), at.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("POST " + path + " HTTP/1.1\r\nHost: " + at.getAuthority()
                                    + "\r\nContent-Type: multipart/form-data; boundary=x\r\nConnection: close\r\n"
                                    + length
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] line = socket.getInputStream().readNBytes(16);
            return new String(line, StandardCharsets.US_ASCII);
        }
    }

    private Vault.KeptPicture taken(WorkOrder order) {
        return runs.given(runs.latest(order.id(), Workflow.Stage.ERASURE).orElseThrow())
                .getLast()
                .photo()
                .orElseThrow();
    }

    private WorkOrder atItsPhoto() throws Exception {
        Device device = bean(Devices.class)
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
                        clerk);
        UUID order = orders.create(shop.site(), device.id(), Channel.COUNTER, Presenter.OWNER, "gb-46864-2025", clerk)
                .id();
        WorkOrder.Offer offer = new WorkOrder.Offer(100, "CNY");
        bean(OrderTerms.class).offer(order, offer, Actor.staff(clerk));
        bean(OrderTerms.class).accept(order, offer, Actor.owner());
        bean(OrderTerms.class).consent(order, Agreed.to("test", "en"), Actor.owner());
        GuidedRun.upToThePhoto(technician, order);
        return orders.find(order).orElseThrow();
    }
}
