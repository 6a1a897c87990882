package org.wangchuan.cli.certify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.check.Failures;
import org.wangchuan.cli.check.InputFile;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.cosign.CosignerKey;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.policy.WitnessPolicy;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.witness.client.PolicyFault;
import org.wangchuan.witness.client.WitnessAddress;

/** Whom a station asks: the witness policy in its own trust list. */
final class StationWitnesses {
    private static final int BYTES_MAX = 64 << 10;

    private final StationBooks books;
    private final Console console;

    StationWitnesses(StationBooks books, Console console) {
        this.books = books;
        this.console = console;
    }

    ExitCode show(boolean json) throws IOException {
        Optional<WitnessPolicy> policy = books.trustList().list().policy();
        String own = books.logKey().name();
        Optional<SignedCheckpoint> last =
                books.lastWitnessed().filter(note -> note.checkpoint().origin().equals(own));
        List<JsonValue> lines = new ArrayList<>();
        for (CosignerKey key : policy.map(WitnessPolicy::witnesses).orElse(List.of())) {
            String address = policy.orElseThrow().addresses().getOrDefault(key, "");
            boolean hasLast =
                    last.isPresent() && last.get().note().signatures().stream().anyMatch(key::claims);
            lines.add(Json.object()
                    .put("name", key.name())
                    .put("key", key.toString())
                    .put("address", address)
                    .put("cosignedLast", hasLast)
                    .build());
            if (!json) {
                console.result(OneLine.of(key + "  " + (address.isEmpty() ? "—" : address)));
            }
        }
        if (json) {
            Json.Builder out = Json.object()
                    .put("witnesses", new JsonValue.Array(lines))
                    .put("log", books.logKey().toString())
                    .put("fromSize", books.policyFromSize());
            policy.ifPresent(some -> out.put("quorum", some.quorum().words()));
            last.ifPresent(note -> out.put("witnessedSize", note.checkpoint().size()));
            console.result(CanonicalJson.writeText(out.build()));
            return ExitCode.OK;
        }
        if (policy.isEmpty()) {
            console.note(console.messages().text("witnesses.none"));
            return ExitCode.OK;
        }
        console.result(console.messages()
                .text("witnesses.quorum", OneLine.of(policy.get().quorum().words())));
        if (books.policyFromSize() > 0) {
            console.result(console.messages().text("witnesses.from", books.policyFromSize()));
        }
        last.ifPresent(note -> console.result(
                console.messages().text("witnesses.last", note.checkpoint().size())));
        return ExitCode.OK;
    }

    ExitCode set(Path file) throws IOException, UserError {
        byte[] bytes = InputFile.read(file, BYTES_MAX);
        WitnessPolicy policy = parse(file, bytes);
        requireUsable(file, policy);
        long before = books.trustList().list().version();
        long version;
        try {
            version = books.setWitnessPolicy(new String(bytes, StandardCharsets.UTF_8))
                    .list()
                    .version();
        } catch (IllegalArgumentException e) {
            throw UserError.of(ExitCode.USAGE, "WITNESS_POLICY.own", file, String.valueOf(e.getMessage()));
        }
        String changed = version == before ? "witnesses.same" : "witnesses.set";
        console.result(console.messages().text(changed, policy.quorum().words(), version));
        if (version != before && books.policyFromSize() > 0) {
            console.note(console.messages().text("witnesses.from", books.policyFromSize()));
        }
        console.note(console.messages().text("witnesses.tell", books.logKey()));
        return ExitCode.OK;
    }

    ExitCode remove() throws IOException {
        long version = books.setWitnessPolicy("").list().version();
        console.result(console.messages().text("witnesses.removed", version));
        return ExitCode.OK;
    }

    private static WitnessPolicy parse(Path file, byte[] bytes) throws UserError {
        try {
            return WitnessPolicy.parse(bytes);
        } catch (VerificationException e) {
            throw Failures.of(ExitCode.USAGE, file, e);
        }
    }

    private static void requireUsable(Path file, WitnessPolicy policy) throws UserError {
        Optional<PolicyFault> fault = PolicyFault.of(policy);
        if (fault.isEmpty()) {
            return;
        }
        throw switch (fault.get()) {
            case NONE -> UserError.of(ExitCode.USAGE, "WITNESS_POLICY.none", file);
            case MANY ->
                UserError.of(
                        ExitCode.USAGE,
                        "WITNESS_POLICY.many",
                        file,
                        PolicyFault.WITNESSES_MAX,
                        policy.witnesses().size());
            case ADDRESS ->
                UserError.of(
                        ExitCode.USAGE,
                        "WITNESS_POLICY.address",
                        file,
                        policy.addresses().values().stream()
                                .filter(address -> WitnessAddress.parse(address).isEmpty())
                                .findFirst()
                                .orElse(""));
            case FEW ->
                UserError.of(
                        ExitCode.USAGE,
                        "WITNESS_POLICY.few",
                        file,
                        policy.quorum().words(),
                        policy.witnesses().stream()
                                .filter(policy.addresses()::containsKey)
                                .count());
        };
    }
}
