package org.wangchuan.cli.command;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UpService;
import org.wangchuan.cli.service.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wangchuan up}. */
@Command(
        name = "up",
        header = "Run the platform of a shop, and this machine's station beside it.",
        description = {
            "Starts the platform with a database of its own, prints its address and, until the first administrator has a passkey, "
                    + "a link that signs in once. When a company and its site are set up there, this machine's station is paired "
                    + "with it and works at its bench: what is attached here can be erased by an order.",
            "",
            "Without --cert or --acme it listens on this machine only. Passkeys and the camera exist on https and on localhost only, so that "
                    + "phones need a name and its certificate.",
            "",
            "A trial has a station of its own, in its folder. This machine's station stays with the platform that it is paired with.",
        },
        footer = {
            "@|bold Examples:|@",
            "  ./wangchuan up",
            "  ./wangchuan up --public-url https://shop.example.org --port 443 --cert shop.pem --key shop.key",
            "  ./wangchuan up --public-url https://shop.example.org --port 443 --acme --acme-agree",
            "  ./wangchuan up --data trial --port 8090 --lane practice.img --sample --trial",
            "  ./wangchuan up --administrator-link",
            "  ./wangchuan up --database-url jdbc:postgresql://db/wangchuan --database-user shop",
            "",
            "Ctrl-C stops both. An erasure stops where it can be gone on with, and goes on at the next start.",
            "A platform that ends by itself is started again, after a growing while.",
            "If it does not stay up, this command ends, too.",
            "What the platform says of itself is in platform.log in its folder.",
            "",
            ExitCodes.HEADING,
            "   0  it was told to stop, and did",
            ExitCodes.USAGE,
            "  70  the platform did not start, or has ended; or an error in Wangchuan itself",
        })
final class UpCommand extends Verb {
    private static final int PORT_MAX = 65_535;
    private static final int HTTP = 80;
    private static final URI LETS_ENCRYPT = URI.create("https://acme-v02.api.letsencrypt.org/directory");

    private final Supplier<UpService> service;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Where the platform listens; 8080 if not given.")
    private int port;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "Where browsers find it; http://localhost:PORT if not given. Passkeys belong to its name.")
    private @Nullable String publicUrl;

    @Option(
            names = "--cert",
            paramLabel = "PEM",
            description =
                    "The certificate for that name, with those above it; then it listens on all addresses, with TLS.")
    private @Nullable Path certificate;

    @Option(names = "--key", paramLabel = "PEM", description = "The certificate's private key, not encrypted.")
    private @Nullable Path key;

    @Option(
            names = "--acme",
            description = "Get that certificate by ACME, and renew it. The platform starts when there is one.")
    private boolean acme;

    @Option(
            names = "--acme-agree",
            description =
                    "You have read the authority's terms of service and agree to them; without it no account is opened where there are any.")
    private boolean isAgreed;

    @Option(
            names = "--acme-server",
            paramLabel = "URL",
            description = "The authority's directory; Let's Encrypt's if not given.")
    private @Nullable URI acmeServer;

    @Option(
            names = "--acme-port",
            paramLabel = "PORT",
            description =
                    "Where the authority's call to port 80 of that name arrives here; 80 if not given. Not that of --port.")
    private @Nullable Integer acmePort;

    @Option(
            names = "--acme-ca",
            paramLabel = "PEM",
            description = "Who signs the authority's own certificate, where browsers don't know them.")
    private @Nullable Path acmeCa;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "The platform's folder: database, keys, photos; WANGCHUAN_HOME/platform if not given.")
    private @Nullable Path data;

    @Option(
            names = "--lane",
            paramLabel = "IMAGE",
            description = "An image file that stands for a drive at the bench; can be given several times.")
    private List<Path> lanes = List.of();

    @Option(names = "--sample", description = "Fill an empty platform with a sample company.")
    private boolean sample;

    @Option(
            names = "--trial",
            description =
                    "Let images and loop devices count as devices, to try it out; each page says so. That is every loop device of this "
                            + "machine that nobody uses, and its file loses what it holds if it is chosen: detach those that "
                            + "hold anything. The folder stays a trial's.")
    private boolean trial;

    @Option(
            names = "--witnesses",
            paramLabel = "POLICY",
            description =
                    "Who has to cosign the operator's log, as a C2SP policy with addresses; without it there are no "
                            + "certificates under that log.")
    private @Nullable Path witnesses;

    @Option(
            names = "--administrator-link",
            arity = "0..1",
            paramLabel = "NAME",
            fallbackValue = "*",
            description =
                    "Print a link that signs an administrator in once, for one who has lost their passkey: by the name at work, "
                            + "which can be left out where there is one administrator. It is recorded in the account's history.")
    private @Nullable String administratorLink;

    @Option(
            names = "--database-url",
            paramLabel = "JDBC-URL",
            description = "Another PostgreSQL than its own; its password is read from WANGCHUAN_DATABASE_PASSWORD.")
    private @Nullable String databaseUrl;

    @Option(names = "--database-user", paramLabel = "NAME", description = "Who signs in to that database.")
    private @Nullable String databaseUser;

    UpCommand(Function<Boolean, Context> contexts, Supplier<UpService> service) {
        super(contexts);
        this.service = service;
    }

    @Override
    ExitCode run(Context context) throws UserError {
        if (port < 1 || port > PORT_MAX) {
            throw new UsageException(spec.commandLine(), "up-port", PORT_MAX);
        }
        UpService.Request request = new UpService.Request(
                port,
                address(),
                tls(),
                acme(),
                Optional.ofNullable(data),
                database(),
                lanes,
                sample,
                trial,
                Optional.ofNullable(witnesses),
                Optional.ofNullable(administratorLink));
        context.cancellation().promise(Cancellation.Promise.SERVING);
        return service.get().up(request, context);
    }

    private Optional<URI> address() {
        if (publicUrl == null) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(publicUrl);
            boolean isPlain = "http".equals(uri.getScheme());
            String host = uri.getHost();
            boolean isThisMachine = host != null && (host.equals("localhost") || host.endsWith(".localhost"));
            if (host != null && ("https".equals(uri.getScheme()) || (isPlain && isThisMachine))) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException e) {
            throw new UsageException(spec.commandLine(), "up-url");
        }
        throw new UsageException(spec.commandLine(), "up-url");
    }

    private Optional<UpService.Tls> tls() {
        if (certificate == null && key == null) {
            return Optional.empty();
        }
        if (certificate == null || key == null || publicUrl == null || !publicUrl.startsWith("https://")) {
            throw new UsageException(spec.commandLine(), "up-tls");
        }
        return Optional.of(new UpService.Tls(certificate, key));
    }

    private Optional<UpService.Acme> acme() {
        if (!acme) {
            if (isAgreed || acmeServer != null || acmePort != null || acmeCa != null) {
                throw new UsageException(spec.commandLine(), "up-acme");
            }
            return Optional.empty();
        }
        URI server = acmeServer == null ? LETS_ENCRYPT : acmeServer;
        int port = acmePort == null ? HTTP : acmePort;
        boolean isName = publicUrl != null && publicUrl.startsWith("https://") && certificate == null;
        if (!isName || !"https".equals(server.getScheme()) || server.getHost() == null || port < 1 || port > PORT_MAX) {
            throw new UsageException(spec.commandLine(), "up-acme");
        }
        if (port == this.port) {
            throw new UsageException(spec.commandLine(), "up-acme-port");
        }
        return Optional.of(new UpService.Acme(server, port, isAgreed, Optional.ofNullable(acmeCa)));
    }

    private Optional<UpService.Database> database() {
        if (databaseUrl == null && databaseUser == null) {
            return Optional.empty();
        }
        if (databaseUrl == null || databaseUser == null || !databaseUrl.startsWith("jdbc:postgresql:")) {
            throw new UsageException(spec.commandLine(), "up-database");
        }
        return Optional.of(new UpService.Database(databaseUrl, databaseUser));
    }
}
