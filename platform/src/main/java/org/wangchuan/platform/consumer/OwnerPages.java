package org.wangchuan.platform.consumer;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.bench.BenchTasks;
import org.wangchuan.platform.custody.HandOvers;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.intake.BatchSummaries;
import org.wangchuan.platform.intake.BatchSummary;
import org.wangchuan.platform.intake.ListController;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.Payments;
import org.wangchuan.platform.intake.SellerRegister;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.ledger.Durations;
import org.wangchuan.platform.ledger.Judged;
import org.wangchuan.platform.ledger.LedgerException;
import org.wangchuan.platform.ledger.Observations;
import org.wangchuan.platform.ledger.Papers;
import org.wangchuan.platform.ledger.Records;
import org.wangchuan.platform.ledger.RuleSets;
import org.wangchuan.platform.ledger.StatementFile;
import org.wangchuan.platform.ledger.Statements;
import org.wangchuan.platform.ledger.Validations;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Read;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.vault.VaultException;
import org.wangchuan.proof.encoding.Bytes32;

/** The pages themselves, the same on a phone and on the counter's glass. */
@Component
class OwnerPages {
    /** How a key file of a picture begins: see {@code ImageKey} of the command line. */
    private static final String IMAGE_KEY = "wangchuan-image-key/v1\nkey ";

    private final Orders orders;
    private final BenchTasks bench;
    private final Statements statements;
    private final Observations observations;
    private final Records records;
    private final OwnerLinks links;
    private final Vault vault;
    private final Guides guides;
    private final SellerRegister register;
    private final Organisations organisations;
    private final HandOvers handOvers;
    private final Validations validations;
    private final RuleSets rules;
    private final Ceremony ceremony;
    private final BatchSummaries summaries;
    private final Papers papers;
    private final Durations durations;
    private final Payments payments;

    OwnerPages(
            Orders orders,
            BenchTasks bench,
            Statements statements,
            Observations observations,
            Records records,
            OwnerLinks links,
            Vault vault,
            Guides guides,
            SellerRegister register,
            Organisations organisations,
            HandOvers handOvers,
            Validations validations,
            RuleSets rules,
            Ceremony ceremony,
            BatchSummaries summaries,
            Papers papers,
            Durations durations,
            Payments payments) {
        this.orders = orders;
        this.bench = bench;
        this.statements = statements;
        this.observations = observations;
        this.records = records;
        this.links = links;
        this.vault = vault;
        this.guides = guides;
        this.register = register;
        this.organisations = organisations;
        this.handOvers = handOvers;
        this.validations = validations;
        this.rules = rules;
        this.ceremony = ceremony;
        this.summaries = summaries;
        this.papers = papers;
        this.durations = durations;
        this.payments = payments;
    }

    /** The page of the step that an order is at. */
    static String now(Guest guest) {
        if (guest.together().isPresent()) {
            return TogetherPages.now(guest);
        }
        return guest.base()
                + switch (guest.order().state()) {
                    case TAKEN_IN, OFFERED -> "";
                    case ACCEPTED -> "/prepare";
                    case CONSENTED, AT_BENCH, ERASING, IN_PART, HELD, STATE_SECRETS -> "/watch";
                    case CLEARED, NOT_CLEARED, CLOSED, SEALED, GOING_BACK, RETURNED_UNTOUCHED, RETURNED_ERASED, LOST ->
                        "/proof";
                };
    }

    /** What will happen, and the offer. */
    ModelAndView offer(Look look, boolean isJoined, String problem) {
        // What came last of these says why there is no offer any more.
        String before = orders.story(look.guest().order().id()).reversed().stream()
                .map(Orders.Event::kind)
                .filter(kind ->
                        kind.equals("offered") || kind.equals(Orders.PRICE_REFUSED) || kind.equals(Orders.CORRECTED))
                .findFirst()
                .orElse("");
        return view(
                "offer",
                look,
                problem,
                Map.of(
                        "isJoined",
                        isJoined,
                        "before",
                        before,
                        "media",
                        summaries.of(look.guest().order().id()).media()));
    }

    /** Whether they really want it back. */
    ModelAndView sure(Look look) {
        return view("sure", look, "", Map.of("count", 1L));
    }

    /** For a browser that does not have the link. */
    ModelAndView enter(Look look, boolean isLocked, String problem) {
        ModelAndView view = view("enter", look, problem, Map.of("isLocked", isLocked));
        view.setStatus(HttpStatus.FORBIDDEN);
        return view;
    }

    /** The checklist; with large type one item a page. */
    ModelAndView prepare(Look look, Optional<Integer> asked, String problem) {
        Guide guide = guides.of(look.guest().device());
        Map<String, String> said = look.guest().order().preparation();
        int last = guide.items().size() - 1;
        int next = 0;
        while (next < last && said.containsKey(guide.items().get(next).id())) {
            next++;
        }
        int item = Math.clamp(asked.orElse(next), 0, last);
        List<Guide.Item> shown = look.isLarge() ? List.of(guide.items().get(item)) : guide.items();
        return view("prepare", look, problem, Map.of("guide", guide, "shown", shown, "item", item, "said", said));
    }

    /** What the owner agrees to. */
    ModelAndView agree(Look look, String problem) {
        Guest guest = look.guest();
        String declaration = Ceremony.AUTHORITY + guest.order().presenter().id();
        Map<String, Object> model = new HashMap<>();
        model.put("text", guides.text(Ceremony.consent(guest)));
        model.put(
                "authority",
                guest.needsAuthority() && guides.hasText(declaration)
                        ? Optional.of(guides.text(declaration))
                        : Optional.empty());
        model.put("missing", missing(guest));
        model.put("seen", durations.seen(guest.site().id(), guest.order().policy()));
        return view("agree", look, problem, model);
    }

    /** What of the checklist was left out. */
    private List<Guide.Item> missing(Guest guest) {
        Map<String, String> said = guest.order().preparation();
        return guides.of(guest.device()).items().stream()
                .filter(item -> !"done".equals(said.get(item.id())))
                .toList();
    }

    /** How far it is. */
    ModelAndView watch(Look look, String problem) {
        UUID order = look.guest().order().id();
        return view(
                "watch",
                look,
                problem,
                Map.of(
                        "progress",
                        bench.progress(order),
                        "isSilent",
                        bench.isSilent(order),
                        "media",
                        summaries.of(order).media(),
                        "canSign",
                        canSign(look.guest()),
                        "shows",
                        shows(look.guest())));
    }

    /** For printing: link, code and what they are for, and what came out, once something did. */
    ModelAndView paper(Look look) {
        UUID order = look.guest().order().id();
        String link = links.link(order);
        Optional<BatchSummary.Row> found = look.guest().together().isPresent()
                ? Optional.empty() // the sheet of the list says it of each
                : Optional.of(summaries.of(look.guest().order().id()));
        return new ModelAndView(
                "consumer/paper",
                Map.of(
                        "look",
                        look,
                        "link",
                        link,
                        "code",
                        links.paperCode(order),
                        "found",
                        found,
                        "check",
                        papers.checkAddress()));
    }

    /** What came out, and what it does not show. */
    ModelAndView proof(Look look, String problem) {
        UUID order = look.guest().order().id();
        UUID device = look.guest().device().id();
        return view(
                "proof",
                look,
                problem,
                Map.of(
                        "payments",
                        payments.of(order),
                        "statements",
                        statements.shown(order).stream().map(this::judged).toList(),
                        "observations",
                        observations.ofOrder(order),
                        "agreed",
                        records.agreed(order),
                        "media",
                        summaries.of(order).media(),
                        "rules",
                        rules,
                        "destruction",
                        handOvers.destruction(device),
                        "hasBegun",
                        orders.hasBegun(order),
                        "canSign",
                        canSign(look.guest()),
                        "shows",
                        shows(look.guest())));
    }

    private PresenceShown shows(Guest guest) {
        UUID order = guest.order().id();
        return new PresenceShown(
                ceremony.canShow(guest.order()),
                orders.isAnyErasedOutside(order),
                orders.isPresentAfterwards(order),
                orders.presenceBefore(order));
    }

    /** With what people have answered for; owners answer for nothing. */
    private Judged judged(Statements.Shown shown) {
        return new Judged(shown, validations.of(shown.file().eventId()), Set.of(), Optional.empty());
    }

    private boolean canSign(Guest guest) {
        return guest.order().state().takesPresence() && ceremony.canSign(guest, guest.order());
    }

    /** Where the device is now, and how it came there. */
    ModelAndView device(Look look, String problem) {
        return view(
                "device",
                look,
                problem,
                Map.of(
                        "agreed",
                        records.agreed(look.guest().order().id()),
                        "isInDoubt",
                        summaries.of(look.guest().order().id()).doubt().isPresent(),
                        "story",
                        orders.story(look.guest().order().id()),
                        "destruction",
                        handOvers.destruction(look.guest().device().id())));
    }

    /** Where the device is, and why nothing was done. */
    ModelAndView refused(Look look, String problem) {
        ModelAndView view = device(look, problem);
        view.setStatus(HttpStatus.FORBIDDEN);
        return view;
    }

    /** Who saw what; what is kept, what for and until when. */
    ModelAndView privacy(Look look, Map<Field, String> own, String problem) {
        Optional<UUID> person = look.guest().order().ownerRef();
        List<Read> reads = person.map(vault::reads).orElse(List.of());
        Map<UUID, String> sites = new LinkedHashMap<>();
        for (Read read : reads) {
            sites.computeIfAbsent(
                    read.site(),
                    site -> organisations
                            .site(site)
                            .map(Organisations.Site::name)
                            .orElse("?"));
        }
        Map<String, Object> model = new HashMap<>();
        model.put("keeping", person.flatMap(vault::keeping));
        model.put("photos", person.map(vault::photos).orElse(List.of()));
        model.put("signatures", person.map(vault::signatures).orElse(List.of()));
        model.put("browsers", links.browsers(look.guest().order().id()));
        model.put("reads", reads);
        model.put("sites", sites);
        model.put("own", own);
        model.put("law", register.ruleOf(look.guest().site().id()).law());
        return view("privacy", look, problem, model);
    }

    /**
     * What is kept of the owner, in clear, for their own eyes; but masked what stands on a document of theirs, or is an account: whoever
     * holds this phone reads it, too.
     */
    Map<Field, String> own(Guest guest) throws VaultException {
        UUID person = guest.order()
                .ownerRef()
                .orElseThrow(() -> new VaultException(VaultException.Code.NOT_FOUND, "nothing is kept"));
        Reader owner = Reader.owner(guest.site().id());
        Map<Field, String> out = new EnumMap<>(Field.class);
        out.putAll(vault.read(person, Set.of(Field.NAME, Field.PHONE, Field.AUTHORITY), Purpose.OWN_ACCESS, owner));
        Set<Field> registered = EnumSet.copyOf(Purpose.SELLER_REGISTER.fields());
        registered.addAll(Purpose.OFFER_AND_PAYMENT.fields());
        if (vault.keeping(person)
                .filter(keeping -> keeping.fields().stream().anyMatch(registered::contains))
                .isPresent()) {
            out.putAll(vault.masked(person, registered, Purpose.OWN_ACCESS, owner));
        }
        return out;
    }

    /** A photo of their own, or its key as the command line reads it. */
    ResponseEntity<byte[]> photo(Guest guest, UUID photo, boolean isKey) throws VaultException {
        boolean isOwn = guest.order().ownerRef().map(vault::photos).orElse(List.of()).stream()
                .anyMatch(one -> one.id().equals(photo));
        if (!isOwn) {
            throw new VaultException(VaultException.Code.NOT_FOUND, "no such photo");
        }
        Vault.OpenedPhoto opened =
                vault.photo(photo, Purpose.OWN_ACCESS, Reader.owner(guest.site().id()));
        return isKey
                ? key(guest, "photo", opened.key())
                : picture(guest, "photo.jpg", MediaType.IMAGE_JPEG, opened.jpeg());
    }

    /** A signature of their own, or its key as the command line reads it. */
    ResponseEntity<byte[]> signature(Guest guest, UUID signature, boolean isKey) throws VaultException {
        boolean isOwn = guest.order().ownerRef().map(vault::signatures).orElse(List.of()).stream()
                .anyMatch(one -> one.id().equals(signature));
        if (!isOwn) {
            throw new VaultException(VaultException.Code.NOT_FOUND, "no such signature");
        }
        Vault.OpenedSignature opened = vault.signature(
                signature, Purpose.OWN_ACCESS, Reader.owner(guest.site().id()));
        return isKey
                ? key(
                        guest,
                        "signature",
                        opened.key()
                                .orElseThrow(() -> new VaultException(
                                        VaultException.Code.NOT_FOUND, "it was kept before there were keys")))
                : picture(guest, "signature.png", MediaType.IMAGE_PNG, opened.png());
    }

    private static ResponseEntity<byte[]> key(Guest guest, String of, Bytes32 key) {
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_PLAIN)
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.CONTENT_DISPOSITION, named(ContentDisposition.attachment(), guest, of + ".key"))
                .body((IMAGE_KEY + key.base64() + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static ResponseEntity<byte[]> picture(Guest guest, String name, MediaType type, byte[] bytes) {
        return ResponseEntity.ok()
                .contentType(type)
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.CONTENT_DISPOSITION, named(ContentDisposition.inline(), guest, name))
                .body(bytes);
    }

    private static String named(ContentDisposition.Builder how, Guest guest, String name) {
        return how.filename("wangchuan-" + guest.order().code() + "." + name)
                .build()
                .toString();
    }

    void forget(Guest guest) throws VaultException {
        Optional<UUID> person = guest.order().ownerRef();
        if (person.isPresent()) {
            vault.forget(person.get(), Reader.owner(guest.site().id()));
        }
    }

    /**
     * The receipt or the certificate, byte for byte as it was made.
     *
     * @param event of its statement; where there is but one, it need not be said
     */
    ResponseEntity<byte[]> file(Guest guest, boolean isCertificate, Optional<UUID> event) {
        Optional<StatementFile> statement = one(guest, event).map(Statements.Shown::file);
        Optional<String> text = isCertificate
                ? statement.flatMap(StatementFile::certificateJson)
                : statement.map(StatementFile::receiptJson);
        if (text.isEmpty()) {
            return ResponseEntity.notFound().build();
        }
        String code = orders.find(statement.orElseThrow().order())
                .map(WorkOrder::code)
                .orElseThrow();
        String name = "wangchuan-" + code + tail(statement.orElseThrow())
                + (isCertificate ? ".certificate.json" : ".receipt.json");
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(text.get().getBytes(StandardCharsets.UTF_8));
    }

    /** The same on paper. */
    ResponseEntity<byte[]> paper(Guest guest, Papers.Kind kind, Optional<UUID> event) throws LedgerException {
        Optional<Statements.Shown> statement = one(guest, event);
        return statement.isEmpty()
                ? ResponseEntity.notFound().build()
                : papers.file(statement.get(), kind)
                        .orElseGet(() -> ResponseEntity.notFound().build());
    }

    /** The statement that is meant; of several it has to be said which. */
    private Optional<Statements.Shown> one(Guest guest, Optional<UUID> event) {
        Optional<UUID> order = guest.together().isEmpty()
                ? Optional.of(guest.order().id())
                : event.flatMap(one -> ofStatement(guest, one));
        List<Statements.Shown> all = order.stream()
                .flatMap(one -> statements.shown(one).stream())
                .filter(one -> event.isEmpty() || one.file().eventId().equals(event.get()))
                .toList();
        return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    }

    /** What the operator's log has signed of an order of theirs, byte for byte as it was made. */
    ResponseEntity<byte[]> record(Guest guest, UUID event) {
        List<UUID> own = guest.together().isEmpty() ? List.of(guest.order().id()) : ordersOf(guest);
        return records.find(event)
                .filter(one -> own.contains(one.order()))
                .map(Records.Shown::download)
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    /** The list of a declaration; a single order has none. */
    ResponseEntity<byte[]> declaration(Guest guest, UUID id) {
        return ListController.file(guest.together().flatMap(all -> summaries.declaration(all.batch(), id)));
    }

    /** The order of a list that a statement counts for. */
    private Optional<UUID> ofStatement(Guest guest, UUID event) {
        return statements.outlines(ordersOf(guest)).entrySet().stream()
                .filter(entry ->
                        entry.getValue().stream().anyMatch(one -> one.eventId().equals(event)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static List<UUID> ordersOf(Guest guest) {
        return TogetherCeremony.together(guest).items().stream()
                .map(item -> item.order().id())
                .toList();
    }

    /** So that the files of several media have names of their own. */
    private static String tail(StatementFile statement) {
        return statement
                .serialTail()
                .map(tail -> "-" + tail.replaceAll("[^A-Za-z0-9]", "_"))
                .orElse("");
    }

    /** Whether the step of a page is where the order is; else the reader is led to the right one. */
    static boolean isAt(Guest guest, OrderState... states) {
        return List.of(states).contains(guest.order().state());
    }

    private static ModelAndView view(String name, Look look, String problem, Map<String, Object> more) {
        Map<String, Object> model = new HashMap<>(more);
        model.put("look", look);
        model.put("problem", problem);
        return new ModelAndView("consumer/" + name, model);
    }
}
