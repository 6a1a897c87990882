package org.wangchuan.platform.leak;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.slf4j.LoggerFactory;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.bench.BenchOrder;
import org.wangchuan.platform.bench.SigningStation;
import org.wangchuan.platform.consumer.OwnerLinks;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.database.BackupProcess;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.OrderTerms;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.Presence;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.payment.Payments;
import org.wangchuan.platform.intake.workflow.GuidedRun;
import org.wangchuan.platform.oversight.secondcheck.Drawn;
import org.wangchuan.platform.rights.OwnRequests;
import org.wangchuan.platform.rights.PersonRequest;
import org.wangchuan.platform.rights.RequestKind;
import org.wangchuan.platform.rights.Way;
import org.wangchuan.platform.setting.PlatformSettings;
import org.wangchuan.platform.testing.Agreed;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.InstitutionList;
import org.wangchuan.platform.testing.PaperText;
import org.wangchuan.platform.testing.Photos;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.testing.Samples;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.print.ReceiptPaper;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.record.RecordedFile;
import org.wangchuan.proof.statement.Verdict;

/**
 * A person who exists nowhere else goes through the owner's real pages; then everything outside their own pages is searched for
 * them, in every form: all tables, the database's files and logs, the application's log, all pages and calls as everybody else,
 * metrics. The hunt is hunted, too: each form is planted, and has to be found.
 */
final class LeakHuntTest extends PlatformTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern COMPLAINT = Pattern.compile("/complaints/[A-Za-z0-9_-]{32}");

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Needles needles = new Needles();
    private final String name = "欧阳" + letters() + "璠";
    private final String phone = "139" + (10_000_000 + RANDOM.nextInt(89_999_999));
    /** What only a document says, and what a hold says: both of nobody else. */
    private final String civilName = "司马" + letters() + "瑾";

    private final String idNumber = "P" + letters("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789", 14);
    private final String address = "青川市" + letters() + "路 7 号";
    private final String registeredPhone = "138" + (10_000_000 + RANDOM.nextInt(89_999_999));
    private final String payAccount = "6222" + (1_000_000_000L + RANDOM.nextInt(899_999_999)) + "61";
    private final String payNumber = "W" + letters("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789", 18);
    private final String holdReason = "争议" + letters();
    /** What only whoever asks, and whoever answers, has written. */
    private final String asked = "投诉" + letters() + "瞪";

    private final String answered = "答复" + letters() + "瑞";
    /** Of somebody who has no link, and complains from outside. */
    private final String complaint = "偷看" + letters() + "瑢";

    private final String complainer = "慕容" + letters() + "珺";
    private final String complainersPhone = "137" + (10_000_000 + RANDOM.nextInt(89_999_999));
    /** Of somebody else without a link, who is reached by mail alone. */
    private final String complaintByMail = "拍照" + letters() + "瑗";

    private final String mailer = "尉迟" + letters() + "珣";
    private final String email = "w." + letters("abcdefghijkmnpqrstuvwxyz", 12) + "@post.example.org";
    /** What somebody said by telephone, and an officer wrote down. */
    private final String written = "来电" + letters() + "瑄";

    private final Shop shop = newShop();
    private final UUID clerk = shop.account(Role.CLERK);
    private final Browser officer = confirmed(shop.account(Role.DATA_PROTECTION_OFFICER));
    private final PlantHunt plant = new PlantHunt(shop, needles);
    private byte[] picture = {};
    private UUID incident = UUID.randomUUID();

    @BeforeEach
    void listen() throws Exception {
        picture = noise();
        needles.text("name", name)
                .text("phone", phone)
                .text("civil name", civilName)
                .text("id number", idNumber)
                .text("address", address)
                .text("registered phone", registeredPhone)
                .text("account", payAccount)
                .text("payment number", payNumber)
                .text("hold", holdReason)
                .text("request", asked)
                .text("answer", answered)
                .text("complaint", complaint)
                .text("complainer", complainer)
                .text("complainer's phone", complainersPhone)
                .text("complaint by mail", complaintByMail)
                .text("complainer by mail", mailer)
                .text("complainer's e-mail", email)
                .text("written request", written)
                .bytes("signature", Arrays.copyOfRange(picture, 400, 460));
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        log.start();
        root.addAppender(log);
    }

    /** The person goes the whole way, and runs into what is refused on the way as well: errors like to quote. */
    private WorkOrder journey() throws Exception {
        Device device = bean(Devices.class)
                .register(
                        new Devices.NewDevice(
                                shop.site(),
                                DeviceKind.PHONE,
                                "Xiaomi",
                                "Mi 10",
                                Optional.of("SN-1"),
                                "",
                                Optional.empty(),
                                Devices.Drives.NOT_COUNTED),
                        clerk);
        Orders orders = bean(Orders.class);
        UUID order = orders.create(shop.site(), device.id(), Channel.COUNTER, Presenter.HEIR, "gb-46864-2025", clerk)
                .id();
        bean(OrderTerms.class).offer(order, new WorkOrder.Offer(100, "CNY"), Actor.staff(clerk));
        String link = bean(OwnerLinks.class).link(order);
        String base = link.substring(link.indexOf("/o/"));
        Browser owner = nobody().in("zh");
        assertThat(owner.post(base, Map.of("step", "accept", "minor", "100", "currency", "CNY"))
                        .location())
                .isEqualTo(base + "/prepare");
        owner.post(base + "/keep", Map.of("keep", "copied"));
        owner.post(base + "/contact", Map.of("name", name, "phone", phone));
        owner.post(base + "/contact", Map.of("name", name.repeat(200), "phone", phone));
        owner.post(base + "/contact", Map.of("name", name + "\n" + phone, "phone", phone));
        owner.post(base + "/code", Map.of("code", phone));
        owner.get(base + "/nothing?name=" + java.net.URLEncoder.encode(name, StandardCharsets.UTF_8));
        Agreed.by(owner, base);
        photographed(order);
        String image = "data:image/png;base64," + Base64.getEncoder().encodeToString(picture);
        owner.post(base + "/code", Map.of("code", bean(OwnerLinks.class).presenceCode(order)));
        owner.post(base + "/sign", Map.of("signature", image + "x"));
        owner.post(base + "/sign", Map.of("signature", image));
        WorkOrder now = orders.find(order).orElseThrow();
        assertThat(now.presence()).contains(Presence.HANDWRITTEN);
        assertThat(owner.post(base + "/own", Map.of()).body()).contains(name, phone);
        registered(order);
        paid(order);
        read(order);
        complained(owner, base, order);
        complainedFromOutside("127.0.0.31", complainer, complainersPhone, complaint);
        complainedFromOutside("127.0.0.32", mailer, email, complaintByMail);
        writtenDown(owner, base, order);
        concerned(owner, base, order);
        disclosed(order);
        return now;
    }

    /** Complained of, read and answered; with mistakes on the way. */
    private void complained(Browser owner, String base, UUID order) {
        owner.post(base + "/requests", Map.of("kind", asked, "text", asked));
        owner.post(base + "/requests", Map.of("kind", "complaint", "text", asked.repeat(200)));
        owner.post(base + "/requests", Map.of("kind", "complaint", "text", asked + "\u0007"));
        owner.post(base + "/requests/" + asked + "/withdraw", Map.of());
        assertThat(owner.post(base + "/requests", Map.of("kind", "complaint", "text", asked))
                        .location())
                .isEqualTo(base + "/requests");
        PersonRequest request = bean(OwnRequests.class).of(order).getFirst();
        String path = "/rights/" + request.id();
        Browser officer = confirmed(shop.account(Role.DATA_PROTECTION_OFFICER));
        assertThat(officer.post(path + "/words", Map.of()).body()).contains(asked);
        for (String wrong : List.of(answered.repeat(200), answered + "\u0007")) {
            assertThat(officer.post(path + "/first-word", Map.of("seen", "1", "text", wrong))
                            .status())
                    .isEqualTo(422);
        }
        officer.post(path + "/prolong", Map.of("seen", "1", "delay", answered, "text", answered));
        assertThat(officer.post(path + "/answer", Map.of("seen", "1", "result", "granted", "text", answered))
                        .location())
                .isEqualTo(path);
        assertThat(owner.post(base + "/requests/words", Map.of()).body()).contains(asked, answered);
    }

    /** Somebody without a link complains on the public page, with mistakes on the way, finds their words again, and the officer reads them. */
    private void complainedFromOutside(String from, String who, String contact, String words) {
        // From an address of its own: few are taken from each in an hour, and other tests complain as well.
        Browser somebody = Browser.from(from, origin());
        Map<String, String> form =
                Map.of("site", shop.site().toString(), "name", who, "contact", contact, "text", words);
        for (Map.Entry<String, String> wrong : Map.of(
                        "site",
                        words,
                        "name",
                        who.repeat(40),
                        "contact",
                        (who + contact).repeat(9),
                        "text",
                        words.repeat(200))
                .entrySet()) {
            Map<String, String> typed = new HashMap<>(form);
            typed.put(wrong.getKey(), wrong.getValue());
            assertThat(somebody.post("/complaints", typed).status())
                    .as(wrong.getKey())
                    .isEqualTo(422);
        }
        for (String told : List.of(who, contact)) {
            somebody.get("/complaints?name=" + java.net.URLEncoder.encode(told, StandardCharsets.UTF_8));
        }
        List<String> before = Askable.complaints(shop.site());
        Matcher link = COMPLAINT.matcher(somebody.post("/complaints", form).body());
        assertThat(link.find()).isTrue();
        assertThat(somebody.post(link.group() + "/words", Map.of()).body()).contains(words);
        somebody.post(link.group() + "/unsettled", Map.of("seen", "1", "text", words));
        List<String> made = new ArrayList<>(Askable.complaints(shop.site()));
        made.removeAll(before);
        String path = "/rights/" + made.getFirst();
        assertThat(officer.post(path + "/words", Map.of()).body()).contains(words, who, contact);
    }

    /** Said by telephone, and written down by the officer, with mistakes on the way; its owner reads it as their own. */
    private void writtenDown(Browser owner, String base, UUID order) {
        String path = "/rights/orders/" + order;
        Map<String, String> form = Map.of(
                "kind",
                "access",
                "way",
                "telephone",
                "day",
                LocalDate.now(ZoneId.of("Asia/Shanghai")).toString(),
                "identity",
                "none",
                "text",
                written);
        for (String field : form.keySet()) {
            Map<String, String> typed = new HashMap<>(form);
            typed.put(field, field.equals("text") ? written.repeat(200) : written);
            assertThat(officer.post(path + "/request", typed).status())
                    .as(field)
                    .isEqualTo(422);
        }
        officer.get("/rights/orders?q=" + java.net.URLEncoder.encode(written, StandardCharsets.UTF_8));
        officer.get("/rights?q=" + java.net.URLEncoder.encode(written, StandardCharsets.UTF_8));
        String made = officer.post(path + "/request", form).location();
        assertThat(made).startsWith("/rights/");
        assertThat(officer.post(made + "/identified", Map.of("seen", "1", "identity", written))
                        .status())
                .isEqualTo(422);
        assertThat(officer.post(made + "/words", Map.of()).body()).contains(written);
        assertThat(owner.post(base + "/requests/words", Map.of()).body()).contains(written);
    }

    /** Concerned by an incident, reached, and told; with mistakes on the way. */
    private void concerned(Browser owner, String base, UUID order) {
        Map<String, String> report =
                new HashMap<>(Map.of("kind", "other", "site", shop.site().toString(), "facts", "It is about " + phone));
        assertThat(officer.post("/incidents/report", report).status()).isEqualTo(422);
        report.put("facts", "A list was seen");
        assertThat(officer.post("/incidents/report", report).location()).startsWith("/incidents/reported");
        incident = jdbc().sql("SELECT id FROM oversight.incident WHERE organisation_id = ?")
                .param(shop.organisation())
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
        String path = "/incidents/" + incident;
        String code = bean(Orders.class).find(order).orElseThrow().code();
        officer.post(path + "/accept", Map.of("seen", "1"));
        officer.post(path + "/orders", Map.of("seen", "2", "by", "orders", "codes", name + "\n" + phone));
        officer.post(path + "/orders", Map.of("seen", "2", "by", name, "codes", code));
        assertThat(officer.post(path + "/orders", Map.of("seen", "2", "by", "orders", "codes", code))
                        .location())
                .isEqualTo(path);
        officer.post(path + "/contact", Map.of("code", phone));
        assertThat(officer.post(path + "/contact", Map.of("code", code)).body()).contains(name, phone);
        Map<String, String> known = new HashMap<>(Map.of(
                "seen", "3", "kind", "other", "found", phone, "facts", "A list was seen", "information", "contact"));
        assertThat(officer.post(path + "/description", known).status()).isEqualTo(422);
        known.put("found", "2026-01-01T00:00");
        known.put("advice-zh", "提防来电");
        assertThat(officer.post(path + "/description", known).location()).isEqualTo(path);
        jdbc().sql(
                        "INSERT INTO rights.officer (organisation_id, at, by_account, name, contact) SELECT ?, now(), id, ?, ? FROM identity.account WHERE organisation_id = ? LIMIT 1")
                .params(shop.organisation(), "privacy", "privacy@example.org", shop.organisation())
                .update();
        assertThat(officer.post(path + "/release", Map.of("seen", "4")).location())
                .isEqualTo(path);
        assertThat(owner.get(base + "/notices").body()).contains("提防来电");
    }

    /** Entered in the register of sellers; with mistakes on the way, and again. */
    private void registered(UUID order) {
        shop.browser(Role.ADMINISTRATOR)
                .post(
                        "/seller-register/" + shop.site(),
                        Map.of(
                                "required",
                                "yes",
                                "law",
                                "Rules for dealers, art. 11",
                                "address",
                                "yes",
                                "phone",
                                "yes"));
        Browser counter = signedIn(clerk);
        String path = "/intake/" + order + "/person";
        Map<String, String> entry = Map.of(
                "entry-name", civilName,
                "entry-kind", "passport",
                "entry-number", idNumber,
                "entry-address", address,
                "entry-phone", registeredPhone,
                "seen", "yes");
        for (String field : entry.keySet()) {
            Map<String, String> wrong = new LinkedHashMap<>(entry);
            wrong.put(field, civilName + "\n" + idNumber + address.repeat(20));
            assertThat(counter.post(path + "/register", wrong).status())
                    .as(field)
                    .isEqualTo(422);
        }
        counter.get(path + "?entry-number=" + idNumber.substring(0, 4));
        assertThat(counter.post(path + "/register", entry).location()).isEqualTo(path);
        assertThat(counter.post(path + "/register", entry).status()).isEqualTo(422); // without a reason
        Map<String, String> again = new LinkedHashMap<>(entry);
        again.put("reason", "mistyped");
        assertThat(counter.post(path + "/register", again).location()).isEqualTo(path);
    }

    /** Paid to an account; with mistakes on the way, and corrected. */
    private void paid(UUID order) {
        jdbc().sql("UPDATE intake.work_order SET state = 'sealed' WHERE id = ?")
                .param(order)
                .update();
        Browser counter = signedIn(clerk);
        Map<String, String> form =
                Map.of("paid", "transfer", "amount", "1", "account", payAccount, "number", payNumber);
        for (Map.Entry<String, String> wrong : Map.of(
                        "paid",
                        "cash",
                        "amount",
                        payAccount,
                        "account",
                        payAccount + "\nx",
                        "number",
                        payNumber.repeat(9))
                .entrySet()) {
            Map<String, String> typed = new LinkedHashMap<>(form);
            typed.put(wrong.getKey(), wrong.getValue());
            assertThat(counter.post("/intake/" + order + "/close", typed).status())
                    .as(wrong.getKey())
                    .isEqualTo(422);
        }
        assertThat(counter.post("/intake/" + order + "/close", form).location()).isEqualTo("/intake/" + order);
        UUID entry = bean(Payments.class).of(order).getLast().id();
        Map<String, String> again = new LinkedHashMap<>(form);
        again.putAll(Map.of("corrects", entry.toString(), "correction", "not_received"));
        assertThat(counter.post("/intake/" + order + "/payment", again).status())
                .isEqualTo(422); // a manager's
        assertThat(shop.browser(Role.MANAGER)
                        .post("/intake/" + order + "/payment", again)
                        .location())
                .isEqualTo("/intake/" + order);
        shop.browser(Role.MANAGER).get("/payments");
        shop.browser(Role.MANAGER).get("/payments.csv");
    }

    /** Read by the pages, as each role; in clear to whom it is for and who says why, and to nobody else. */
    private void read(UUID order) {
        String path = "/intake/" + order + "/person";
        Map<String, List<String>> kept = Map.of(
                "ceremony", List.of(name, phone),
                "offer_and_payment", List.of(payAccount, payNumber),
                "seller_register", List.of(civilName, idNumber, address, registeredPhone));
        for (Role role : Role.values()) {
            Browser who = shop.browser(role);
            boolean mayRead = role == Role.CLERK || role == Role.MANAGER;
            kept.forEach((purpose, values) -> {
                Map<String, String> why = Map.of("purpose", purpose, "reason", "person_asks", "reference", "T-2026/7");
                Map<String, String> telling =
                        Map.of("purpose", purpose, "reason", "person_asks", "reference", values.getFirst());
                String clear = who.post(path + "/open", why).body();
                String refused = text(who.post(path + "/open", telling))
                        + text(who.post(path + "/open", Map.of("purpose", purpose)));
                for (String value : values) {
                    assertThat(clear.contains(value)).as(role + " " + purpose).isEqualTo(mayRead);
                    assertThat(refused).as(role + " " + purpose).doesNotContain(value);
                }
            });
            Browser.Answer signature = who.post(path + "/signature", Map.of("reason", "presence"));
            assertThat(signature.header("content-type").equals("image/png"))
                    .as(role.id())
                    .isEqualTo(role == Role.MANAGER);
        }
    }

    /** Disclosed to an authority, and held. */
    private void disclosed(UUID order) {
        Browser manager = shop.browser(Role.MANAGER);
        String law = "/intake/" + order + "/law";
        Map<String, String> asked = Map.of(
                "authority", "Public security, Riverside",
                "article", "Public order law art. 59",
                "reference", "2026-113",
                "purposes", "seller_register");
        for (String field : List.of("authority", "article", "reference")) {
            Map<String, String> telling = new LinkedHashMap<>(asked);
            telling.put(field, "of " + civilName);
            assertThat(manager.post(law + "/disclosures", telling).status()).isEqualTo(422);
            telling.put(field, "No. " + idNumber.toLowerCase(java.util.Locale.ROOT));
            assertThat(manager.post(law + "/disclosures", telling).status()).isEqualTo(422);
        }
        manager.post(law + "/disclosures", asked);
        String one = law + "/disclosures/"
                + jdbc().sql("SELECT id FROM vault.disclosure ORDER BY asked_at DESC LIMIT 1")
                        .query((row, _) -> row.getString(1))
                        .single();
        assertThat(confirmed(clerk).post(one + "/confirm", Map.of()).status()).isEqualTo(302);
        assertThat(manager.post(one + "/open", Map.of()).body()).contains(civilName, idNumber, address);
        assertThat(manager.post(law + "/hold", Map.of("reason", holdReason, "until", "2030-01-31"))
                        .location())
                .isEqualTo(law);
    }

    /** A photo that shows the person, and says where and whose it is; its digests lead to it as well. */
    private void photographed(UUID order) throws Exception {
        Browser technician = shop.browser(Role.TECHNICIAN);
        GuidedRun.upToThePhoto(technician, order);
        byte[] photo =
                Photos.telling(Photos.plain("jpeg", Photos.picture(120, 80, RANDOM.nextLong())), name + phone, 6);
        String path = "/workflow/" + order;
        technician.upload(
                path + "/photo", Map.of("step", "photo"), "photo", (name + phone).getBytes(StandardCharsets.UTF_8));
        assertThat(technician
                        .upload(path + "/photo", Map.of("step", "photo"), "photo", photo)
                        .location())
                .isEqualTo(path);
        UUID person = bean(Orders.class).find(order).orElseThrow().ownerRef().orElseThrow();
        UUID kept = bean(Vault.class).pictures(person, Field.PHOTO).getFirst().id();
        byte[] jpeg = bean(Vault.class)
                .picture(kept, Field.PHOTO, Purpose.OWN_ACCESS, Reader.owner(shop.site()))
                .bytes();
        assertThat(jpeg).hasSizeGreaterThan(2_000);
        assertThat(technician
                        .post(path + "/photos/" + kept, Map.of("reason", "photo_check"))
                        .status())
                .isEqualTo(200);
        seek("photo as it came", photo);
        seek("photo as it is kept", jpeg);
        technician.post(path + "/end", Map.of());
    }

    private void seek(String which, byte[] file) throws java.security.NoSuchAlgorithmException {
        needles.bytes(which, Arrays.copyOfRange(file, file.length / 2, file.length / 2 + 60));
        for (String algorithm : List.of("SHA-256", "SHA-1", "MD5")) {
            needles.bytes(
                    which + " " + algorithm,
                    MessageDigest.getInstance(algorithm).digest(file));
        }
    }

    @Test
    void nothingOfAPersonIsOutsideTheVault(@TempDir Path folder) throws Exception {
        WorkOrder order = journey();
        String harmless = "looked through: " + UUID.randomUUID();
        LoggerFactory.getLogger("org.wangchuan.hunt").warn(harmless);
        logSomething();
        Map<String, Set<String>> found = new LinkedHashMap<>();
        int pages = searchPages(order, found);
        int papers = searchPapers(found);
        int summaries = searchSummary(found);
        int answers = searchPlant(found);
        int forms = searchForms(order, found);
        int tables = searchTables(found);
        Path data = bean(PlatformSettings.class).data();
        int files = searchFiles(data, found);
        int copied = searchBackup(data, folder, found);
        List<String> lines = searchLog(found);
        keep(found, "metrics", needles.inText(text(metrics().get("/metrics"))));
        // Why it is held read those who may hold or confirm a disclosure, and the owner: here, and nowhere else.
        for (String place : List.of(
                "/intake/" + order.id() + "/law as " + Role.CLERK.id(),
                "/intake/" + order.id() + "/law as " + Role.MANAGER.id(),
                "/counter/" + order.id() + "/privacy as " + Role.CLERK.id())) {
            assertThat(found.remove(place)).as(place).isNotEmpty().allMatch(form -> form.startsWith("hold "));
        }
        // What is kept read in clear, on record, those who may, and say why.
        for (Role role : List.of(Role.CLERK, Role.MANAGER)) {
            String place = "POST /intake/" + order.id() + "/person/open as " + role.id();
            assertThat(found.remove(place)).as(place).isNotEmpty();
        }
        PersonRequest request = bean(OwnRequests.class).of(order.id()).stream()
                .filter(one -> one.kind() == RequestKind.COMPLAINT)
                .findFirst()
                .orElseThrow();
        String words = "POST /rights/" + request.id() + "/words as " + Role.DATA_PROTECTION_OFFICER.id();
        assertThat(found.remove(words))
                .as(words)
                .isNotEmpty()
                .allMatch(form -> form.startsWith("request ") || form.startsWith("answer "));
        String noted = "POST /rights/"
                + bean(OwnRequests.class).of(order.id()).stream()
                        .filter(one -> one.way() == Way.TELEPHONE)
                        .findFirst()
                        .orElseThrow()
                        .id()
                + "/words as " + Role.DATA_PROTECTION_OFFICER.id();
        assertThat(found.remove(noted)).as(noted).isNotEmpty().allMatch(form -> form.startsWith("written request "));
        assertThat(Askable.complaints(order.site())).hasSize(2);
        for (String one : Askable.complaints(order.site())) {
            String place = "POST /rights/" + one + "/words as " + Role.DATA_PROTECTION_OFFICER.id();
            assertThat(found.remove(place)).as(place).isNotEmpty().allMatch(form -> form.startsWith("complain"));
        }
        // The page of what the law asks is also the answer to its forms: to those who read it there.
        String law = "POST /intake/" + order.id() + "/law";
        found.entrySet()
                .removeIf(one -> one.getKey().startsWith(law)
                        && one.getKey().matches(".* as (clerk|manager)( blank)?")
                        && one.getValue().stream().allMatch(form -> form.startsWith("hold ")));
        assertThat(found).isEmpty();
        // A hunt that looked at nothing would find nothing.
        assertThat(needles.count()).isGreaterThan(500);
        assertThat(pages).isGreaterThan(100);
        assertThat(papers).isGreaterThan(4);
        assertThat(summaries).isGreaterThan(5);
        assertThat(answers).isGreaterThan(15);
        assertThat(forms).isGreaterThan(800);
        assertThat(tables).isGreaterThan(15);
        assertThat(files).isGreaterThan(300);
        assertThat(copied).isGreaterThan(300);
        assertThat(lines).anyMatch(line -> line.contains(harmless));
    }

    @Test
    void theHuntFindsEachFormWhereverItIsPlanted(@TempDir Path folder) throws Exception {
        for (Map.Entry<String, String> form : needles.forms().entrySet()) {
            byte[] secret = form.getValue().getBytes(StandardCharsets.ISO_8859_1);
            byte[] around = new byte[secret.length + 20];
            System.arraycopy(secret, 0, around, 10, secret.length);
            assertThat(needles.in(around)).contains(form.getKey());
        }
        byte[] secret = name.getBytes(StandardCharsets.UTF_8);
        byte[] large = new byte[(8 << 20) + 100];
        System.arraycopy(secret, 0, large, (8 << 20) - secret.length / 2, secret.length); // over the edge of a read
        assertThat(needles.in(Files.write(folder.resolve("planted"), large))).contains("name UTF-8");
        bean(Devices.class)
                .register(
                        new Devices.NewDevice(
                                shop.site(),
                                DeviceKind.OTHER,
                                "b",
                                "m",
                                Optional.empty(),
                                "owner said "
                                        + Base64.getEncoder()
                                                .encodeToString(("I am " + name).getBytes(StandardCharsets.UTF_8)),
                                Optional.empty(),
                                Devices.Drives.NOT_COUNTED),
                        clerk);
        LoggerFactory.getLogger("org.wangchuan.planted").warn("failed", new IOException("for " + phone));
        Map<String, Set<String>> found = new LinkedHashMap<>();
        searchTables(found);
        searchFiles(bean(PlatformSettings.class).data(), found);
        searchLog(found);
        assertThat(found.keySet()).anyMatch(place -> place.startsWith("table custody.device"));
        assertThat(found.keySet()).anyMatch(place -> place.startsWith("file ") && place.contains("pg_wal"));
        assertThat(found.keySet()).anyMatch(place -> place.startsWith("log"));
    }

    /** So that there are tiles to search, whose statement is a device's. */
    private void logSomething() throws Exception {
        SigningStation station = new SigningStation(newStation(shop.site()));
        station.call(
                "PUT",
                "/trust-list",
                Json.object().put("trustList", station.trustList()).build());
        String receipt = station.receipt(SigningStation.Said.good("S-" + UUID.randomUUID(), "A"));
        station.call("POST", "/erasures", Json.object().put("receipt", receipt).build());
        Path tiles = bean(PlatformSettings.class).data().resolve("log/tile/entries");
        for (int i = 0; i < 600 && !Files.isDirectory(tiles); i++) {
            Thread.sleep(50);
        }
        assertThat(tiles).isDirectory();
    }

    /** All GET handlers that there are, as everybody who is not the owner. */
    private int searchPages(WorkOrder order, Map<String, Set<String>> found) {
        Map<String, Browser> visitors = new LinkedHashMap<>();
        for (Role role : Role.values()) {
            visitors.put(role.id(), shop.browser(role));
        }
        visitors.put("other site", signedIn(shop.accountAt(Optional.of(shop.otherSite()), Role.values())));
        visitors.put("other shop", newShop().browser(Role.values()));
        visitors.put("nobody", nobody());
        String token = newStation(shop.site()).token();
        int pages = 0;
        for (String path : Askable.paths(order)) {
            for (Map.Entry<String, Browser> visitor : visitors.entrySet()) {
                keep(
                        found,
                        path + " as " + visitor.getKey(),
                        needles.inText(text(visitor.getValue().get(path))));
                pages++;
            }
            HttpRequest.Builder station = nobody().request(path).header("Authorization", "Bearer " + token);
            keep(found, path + " as station", needles.inText(text(nobody().send(station.GET()))));
            if (path.startsWith("/api/")) {
                HttpRequest.Builder program = plant.request(path);
                keep(found, path + " as program", needles.inText(text(nobody().send(program.GET()))));
            }
        }
        return pages;
    }

    /** What programs are told of a device of theirs whose owner is the person, and the files of all devices. */
    private int searchPlant(Map<String, Set<String>> found) throws Exception {
        plant.goesTheWholeWay(name, phone);
        Map<String, Set<String>> answers = new LinkedHashMap<>(plant.looksThroughAnswers());
        answers.putAll(plant.looksThroughFiles());
        answers.forEach((place, forms) -> keep(found, place, forms));
        return answers.size();
    }

    @Test
    void theHuntFindsInAFileWhatStandsThere() throws Exception {
        var _ = plant.registers(name, "S-1"); // what looks like a number of a person is refused there
        Map<String, Set<String>> files = plant.looksThroughFiles();
        assertThat(files.keySet()).anyMatch(place -> place.contains("xlsx"));
        files.forEach((place, forms) -> {
            if (!place.endsWith(" heads")) {
                assertThat(forms).as(place).anyMatch(form -> form.startsWith("name "));
            }
        });
    }

    /** The person's other device gets a receipt; its paper is looked through as everybody who may have it. */
    private int searchPapers(Map<String, Set<String>> found) throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        String link = bean(OwnerLinks.class).link(order.order);
        String base = link.substring(link.indexOf("/o/"));
        Browser owner = nobody();
        owner.post(base, Map.of());
        owner.post(base + "/contact", Map.of("name", name, "phone", phone));
        assertThat(owner.post(base + "/own", Map.of()).body()).contains(name, phone);
        UUID device = bean(Orders.class).find(order.order).orElseThrow().device();
        Map<String, Browser.Stream> streams = streams(order.order);
        var _ = new Drawn(shop); // so that others see it as well
        Samples.during(() -> {
            order.erases(order.serial, Verdict.CLEARED);
            boolean _ = Samples.isDrawn(device);
        });
        searchStreams(streams, found);
        String draws = "/second-check-draws/" + shop.site() + "/"
                + YearMonth.from(Instant.now().atOffset(ZoneOffset.UTC));
        assertThat(nobody().get(draws).body()).contains("\"clearings\":[{");
        keep(found, draws, needles.inText(text(nobody().get(draws))));
        for (String path : List.of("/second-checks", "/second-checks/" + device)) {
            keep(
                    found,
                    path + " as verifier",
                    needles.inText(text(shop.browser(Role.VERIFIER).get(path))));
        }
        Shop others = newShop();
        UUID _ = Drawn.looksFor(others, shop);
        for (String path : List.of("/looks-for-others", "/looks-for-others/" + device)) {
            Browser.Answer shown = others.browser(Role.VERIFIER).get(path);
            assertThat(shown.status()).isEqualTo(200);
            keep(found, path + " as another company's verifier", needles.inText(text(shown)));
        }
        for (String path : List.of("", "/description", "/notice/authority", "/notice/persons")) {
            Browser.Answer shown = officer.get("/incidents/" + incident + path);
            assertThat(shown.status()).isEqualTo(200);
            keep(found, "/incidents" + path + " as officer", needles.inText(text(shown)));
        }
        String event = jdbc().sql("SELECT event_id FROM ledger.statement WHERE order_id = ?")
                .param(order.order)
                .query((row, _) -> row.getString(1))
                .single();
        Map<String, Browser> readers = new LinkedHashMap<>();
        readers.put(base, owner);
        for (Role role : List.of(Role.CLERK, Role.TECHNICIAN, Role.MANAGER)) {
            readers.put("/statements/" + order.order + "?as=" + role.id(), shop.browser(role));
        }
        readers.put("/counter/" + order.order, shop.browser(Role.CLERK));
        for (Map.Entry<String, Browser> reader : readers.entrySet()) {
            String path = reader.getKey().replaceFirst("[?].*", "") + "/receipt.pdf?event=" + event;
            Browser.Saved paper = reader.getValue().save(path);
            assertThat(paper.status()).as(path).isEqualTo(200);
            assertThat(PaperText.of(paper.bytes())).contains(order.serial);
            keep(found, reader.getKey() + " on paper", needles.inPaper(paper.bytes()));
            keep(
                    found,
                    reader.getKey() + " heads",
                    needles.inText(paper.headers().toString()));
        }
        for (String slip : List.of("/intake/" + order.order + "/receipt", "/counter/" + order.order + "/paper")) {
            Browser.Answer printed = shop.browser(Role.CLERK).get(slip);
            assertThat(printed.body()).contains("What the evidence shows");
            keep(found, slip, needles.inText(text(printed)));
        }
        return readers.size();
    }

    /** The person hands an institution's list in; its signed summary is looked through with all that comes along with it. */
    private int searchSummary(Map<String, Set<String>> found) throws Exception {
        String serial = "DRIVE-" + UUID.randomUUID();
        InstitutionList list = InstitutionList.takenIn(shop, "nist-clear", "bare_drive,WD,Blue," + serial + ",1")
                .offered("0");
        Browser person = list.joined();
        person.post(list.link() + "/contact", Map.of("name", name, "phone", phone));
        list.agreed(person);
        BenchOrder.of(shop, list.order(0), serial).erases(serial, Verdict.CLEARED);
        assertThat(person.post(list.link() + "/issues", Map.of()).status()).isEqualTo(302);
        assertThat(person.post(list.link() + "/own", Map.of()).body()).contains(name, phone);
        byte[] json = person.save(list.link() + "/issues/1.json").bytes();
        String payload = RecordedFile.parse(json).statement().payload().toString();
        assertThat(payload).contains(list.batch().code());
        keep(found, "summary", needles.in(json));
        keep(found, "summary, opened", needles.inText(payload));
        keep(
                found,
                "summary on paper",
                needles.inPaper(person.save(list.link() + "/issues/1.pdf").bytes()));
        int files = 3;
        try (ZipInputStream zip = new ZipInputStream(
                new ByteArrayInputStream(
                        person.save(list.link() + "/issues/1.zip").bytes()),
                StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                keep(found, "pack: " + entry.getName(), needles.in(zip.readAllBytes()));
                keep(found, "pack, name: " + entry.getName(), needles.inText(entry.getName()));
                files++;
            }
        }
        for (String path : List.of(list.page(), list.page() + "/issues")) {
            keep(found, path, needles.inText(text(list.clerk().get(path))));
        }
        return files;
    }

    /** All that tell something while an order goes on, as everybody; who is refused has an answer that ends. */
    private Map<String, Browser.Stream> streams(UUID order) {
        Map<String, Browser> visitors = new LinkedHashMap<>();
        for (Role role : Role.values()) {
            visitors.put(role.id(), shop.browser(role));
        }
        visitors.put("other site", signedIn(shop.accountAt(Optional.of(shop.otherSite()), Role.values())));
        visitors.put("other shop", newShop().browser(Role.values()));
        visitors.put("nobody", nobody());
        Map<String, Browser.Stream> out = new LinkedHashMap<>();
        for (String path : Askable.streams(order, shop.site())) {
            visitors.forEach((who, browser) -> out.put(path + " as " + who, browser.listen(path)));
        }
        return out;
    }

    /** A page at the counter, one at the bench and one on the glass have been told something by now. */
    private void searchStreams(Map<String, Browser.Stream> streams, Map<String, Set<String>> found) throws Exception {
        List<String> heard = new ArrayList<>();
        for (String who : List.of("/counter/", "/intake/", "/bench/")) {
            for (int i = 0; i < 600 && heard.stream().noneMatch(place -> place.startsWith(who)); i++) {
                Thread.sleep(i == 0 ? 0 : 50);
                streams.forEach((place, stream) -> {
                    if (new String(stream.told(), StandardCharsets.UTF_8).contains("data:")) {
                        heard.add(place);
                    }
                });
            }
            assertThat(heard).as("what was told").anyMatch(place -> place.startsWith(who));
        }
        streams.forEach((place, stream) -> {
            keep(found, place, needles.in(stream.told()));
            stream.close();
        });
    }

    @Test
    void theHuntFindsOnPaperWhatStandsThere() throws Exception {
        SigningStation station = new SigningStation(newStation(shop.site()));
        Receipt receipt = Receipt.parse(
                station.receipt(SigningStation.Said.good("S-1", phone)).getBytes(StandardCharsets.UTF_8));
        byte[] pdf = ReceiptPaper.render(receipt, Optional.empty());
        // On the page in glyphs that are numbered anew, inside in base64: neither is found by looking for the digits.
        assertThat(new String(pdf, StandardCharsets.ISO_8859_1)).doesNotContain(phone);
        assertThat(needles.inPaper(pdf)).contains("phone UTF-8", "phone UTF-8 base64+0");
    }

    /** All forms that there are, filled in as far as they can be, as everybody who is not the owner: answers and refusals. */
    private int searchForms(WorkOrder order, Map<String, Set<String>> found) {
        Map<String, java.util.function.Supplier<Browser>> visitors = new LinkedHashMap<>();
        for (Role role : Role.values()) {
            UUID account = shop.account(role);
            visitors.put(role.id(), () -> signedIn(account));
        }
        UUID stranger = newShop().account(Role.values());
        visitors.put("other shop", () -> signedIn(stranger));
        visitors.put("nobody", PlatformTest::nobody);
        Map<String, String> form = Askable.form(order);
        String token = newStation(shop.site()).token();
        int sent = 0;
        // What can put another name in the place of theirs comes last: from then on there is less to find.
        List<String> ordered = new ArrayList<>(Askable.patterns("POST"));
        ordered.sort(java.util.Comparator.comparing(pattern -> pattern.contains("contact")));
        for (String pattern : ordered) {
            Set<String> paths = Askable.formPaths(pattern, order);
            for (Map.Entry<String, java.util.function.Supplier<Browser>> visitor : visitors.entrySet()) {
                Browser browser = visitor.getValue().get(); // anew: a form may sign out
                for (String path : paths) {
                    String place = "POST " + path + " as " + visitor.getKey();
                    keep(found, place, needles.inText(text(browser.post(path, form))));
                    sent++;
                    if (path.contains(order.id().toString())) {
                        keep(found, place + " blank", needles.inText(text(browser.post(path, Map.of()))));
                        sent++;
                    }
                }
            }
        }
        for (String method : List.of("POST", "PUT")) {
            for (String pattern : Askable.patterns(method)) {
                for (String path : pattern.startsWith("/api/") ? Askable.formPaths(pattern, order) : Set.<String>of()) {
                    HttpRequest.Builder request = nobody().request(path)
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "application/json")
                            .method(method, HttpRequest.BodyPublishers.ofString("{}"));
                    keep(found, method + " " + path + " as station", needles.inText(text(nobody().send(request))));
                    sent++;
                }
            }
        }
        return sent;
    }

    private static String text(Browser.Answer answer) {
        return answer.headers() + answer.body();
    }

    /**
     * Every row of every table as a plain dump writes it, the vault's own as well: it holds no word in clear. The same of what the
     * database has gathered by itself, of values and of what it is asked just now.
     */
    private int searchTables(Map<String, Set<String>> found) throws SQLException, IOException {
        List<String> tables = new ArrayList<>(
                jdbc().sql("""
                        SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables
                        WHERE schemaname NOT IN ('pg_catalog', 'information_schema')""").query((row, _) -> row.getString(1)).list());
        tables.addAll(List.of("pg_stats", "pg_stat_activity", "pg_description"));
        try (Connection connection = bean(DataSource.class).getConnection()) {
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (String table : tables) {
                ByteArrayOutputStream rows = new ByteArrayOutputStream();
                copy.copyOut("COPY (SELECT * FROM " + table + ") TO STDOUT", rows);
                keep(found, "table " + table, needles.in(rows.toByteArray()));
            }
        }
        return tables.size();
    }

    /** The files of the database with its write-ahead log and its own log, and whatever else is in the data folder. */
    private int searchFiles(Path data, Map<String, Set<String>> found) throws IOException {
        int files = 0;
        try (Stream<Path> all = Files.walk(data)) {
            for (Path file : all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("postgres-program"))
                    .toList()) {
                try {
                    keep(found, "file " + data.relativize(file), needles.in(file));
                    files++;
                } catch (java.nio.file.NoSuchFileException e) {
                    // The database has thrown it away meanwhile.
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return files;
    }

    /** A back-up, unpacked, with the keys that belong to it: it needs them to be whole, and they make nothing clear by themselves. */
    private int searchBackup(Path data, Path folder, Map<String, Set<String>> found) throws IOException {
        Path file = folder.resolve("a.backup");
        Path keys = folder.resolve("a.keys");
        assertThat(BackupProcess.run("backup", data, file, keys)).isZero();
        keep(found, "back-up", needles.in(file));
        Path unpacked = folder.resolve("unpacked");
        assertThat(BackupProcess.run("restore", unpacked, file, keys)).isZero();
        return searchFiles(unpacked, found);
    }

    private List<String> searchLog(Map<String, Set<String>> found) {
        List<String> lines = new ArrayList<>();
        for (ILoggingEvent event : List.copyOf(log.list)) {
            String line = event.getFormattedMessage()
                    + (event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy()))
                    + event.getMDCPropertyMap();
            lines.add(line);
            keep(
                    found,
                    "log " + event.getLoggerName() + " "
                            + Level.toLevel(event.getLevel().toString()),
                    needles.inText(line));
        }
        return lines;
    }

    private static void keep(Map<String, Set<String>> found, String place, Set<String> forms) {
        if (!forms.isEmpty()) {
            found.computeIfAbsent(place, _ -> new TreeSet<>()).addAll(forms);
        }
    }

    private static String letters(String of, int count) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < count; i++) {
            out.append(of.charAt(RANDOM.nextInt(of.length())));
        }
        return out.toString();
    }

    private static String letters() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            out.appendCodePoint(0x4e00 + RANDOM.nextInt(0x5000));
        }
        return out.toString();
    }

    /** A signature that no compression makes the same as another. */
    private static byte[] noise() throws IOException {
        BufferedImage image = new BufferedImage(40, 20, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, RANDOM.nextInt());
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }
}
