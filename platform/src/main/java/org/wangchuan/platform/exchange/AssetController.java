package org.wangchuan.platform.exchange;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.custody.Line;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.ledger.StatementFile;
import org.wangchuan.platform.ledger.Statements;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;

/** Devices of a plant, registered and asked for by its own ids. */
@RestController
@RequestMapping("/api/v1")
class AssetController {
    private static final String FILE = "openapi/exchange-v1.json";

    private final KeyDoor door;
    private final Registrations registrations;
    private final Assets assets;
    private final Statements statements;

    AssetController(KeyDoor door, Registrations registrations, Assets assets, Statements statements) {
        this.door = door;
        this.registrations = registrations;
        this.assets = assets;
        this.statements = statements;
    }

    /** The description of this interface; the tests hold it against every answer. */
    @Access(To.ANYONE)
    @GetMapping(path = "/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Resource> document() {
        return ResponseEntity.ok(new ClassPathResource(FILE));
    }

    @Access(value = To.PROGRAM, scope = Scope.ORDERS)
    @PostMapping("/assets")
    ResponseEntity<byte[]> register(
            HttpServletRequest request,
            @RequestHeader(name = "Idempotency-Key", required = false) Optional<String> token)
            throws IOException, PlantProblem, ShapeException, OrderException, GateException {
        GivenAnswers.require(token);
        String answer = registrations.register(door.of(request), Registration.read(request), token);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(answer.getBytes(StandardCharsets.UTF_8));
    }

    @Access(value = To.PROGRAM, scope = Scope.VERDICTS)
    @GetMapping("/assets")
    ResponseEntity<Assets.Listed> list(
            HttpServletRequest request,
            @RequestParam Optional<String> batch,
            @RequestParam Optional<String> state,
            @RequestParam Optional<String> after,
            @RequestParam(defaultValue = "100") int limit)
            throws PlantProblem {
        if (state.filter(asked -> Arrays.stream(OrderState.values())
                        .noneMatch(known -> known.id().equals(asked)))
                .isPresent()) {
            throw PlantProblem.unprocessable("STATE", "expected the state of an order");
        }
        // By itself it would read all that a company has ever had.
        if (state.isPresent() && batch.isEmpty()) {
            throw PlantProblem.unprocessable("STATE", "expected batch with it");
        }
        if (batch.filter(asked -> !Line.isLine(asked, Registration.BATCH_CHARS_MAX))
                .isPresent()) {
            throw PlantProblem.unprocessable("BATCH", "expected the name of a batch");
        }
        return kept(assets.list(
                door.of(request), new Assets.Asked(batch, state, after, Math.clamp(limit, 1, Assets.LIMIT_MAX))));
    }

    @Access(value = To.PROGRAM, scope = Scope.VERDICTS)
    @GetMapping("/assets/{externalId}")
    ResponseEntity<AssetView> one(HttpServletRequest request, @PathVariable String externalId) throws PlantProblem {
        return kept(
                assets.find(door.of(request), externalId).orElseThrow(() -> PlantProblem.notFound("ASSET_NOT_FOUND")));
    }

    /** A file that anybody can verify without us. */
    @Access(value = To.PROGRAM, scope = Scope.VERDICTS)
    @GetMapping("/assets/{externalId}/statements/{statement}/{kind:receipt|certificate}.json")
    ResponseEntity<byte[]> file(
            HttpServletRequest request,
            @PathVariable String externalId,
            @PathVariable UUID statement,
            @PathVariable String kind)
            throws PlantProblem {
        Assets.Asset asset =
                assets.row(door.of(request), externalId).orElseThrow(() -> PlantProblem.notFound("ASSET_NOT_FOUND"));
        StatementFile file = statements.ofOrder(asset.order()).stream()
                .filter(one -> one.eventId().equals(statement))
                .findFirst()
                .orElseThrow(() -> PlantProblem.notFound("STATEMENT_NOT_FOUND"));
        String text = (kind.equals("receipt") ? Optional.of(file.receiptJson()) : file.certificateJson())
                .orElseThrow(() -> PlantProblem.notFound("CERTIFICATE_NOT_THERE_YET"));
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What is true now: no cache on the way may give it to somebody later. */
    static <T> ResponseEntity<T> kept(T answer) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(answer);
    }
}
