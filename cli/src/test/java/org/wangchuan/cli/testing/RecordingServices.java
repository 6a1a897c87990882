package org.wangchuan.cli.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.cli.service.BackupService;
import org.wangchuan.cli.service.CertificateService;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.EraseRequest;
import org.wangchuan.cli.service.EraseService;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.JoinService;
import org.wangchuan.cli.service.LiveService;
import org.wangchuan.cli.service.LogService;
import org.wangchuan.cli.service.PlanService;
import org.wangchuan.cli.service.ProducerService;
import org.wangchuan.cli.service.SealService;
import org.wangchuan.cli.service.Services;
import org.wangchuan.cli.service.StationService;
import org.wangchuan.cli.service.TrustService;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyService;
import org.wangchuan.cli.service.WitnessService;

/** Services that write down what they are asked and answer what the test says. */
public final class RecordingServices
        implements LogService, TrustService, WitnessService, CertificateService, SealService {
    private final List<Object> calls = new ArrayList<>();
    private EraseService erase = (request, context) -> ExitCode.OK;
    private ExitCode answer = ExitCode.OK;

    /** What every service answers from now on. */
    public RecordingServices answering(ExitCode code) {
        answer = code;
        return this;
    }

    /** What erasing does from now on, after it is written down. */
    public RecordingServices erasingBy(EraseService body) {
        erase = body;
        return this;
    }

    /** The services as commands see them. */
    public Services services() {
        return new Services(
                () -> this::erase,
                () -> (json, context) -> record("devices json=" + json),
                () -> (json, serials, context) -> record("phones json=" + json + " serials=" + serials),
                () -> (request, context) -> record(request),
                () -> (request, context) -> record(request),
                () -> (request, context) -> record(request),
                () -> (evidence, producers, json, context) -> record("verdict " + evidence + " json=" + json
                        + (producers.isEmpty() ? "" : " producers=" + producers)),
                () -> this,
                () -> this,
                () -> this,
                () -> (file, context) -> record("page " + file),
                () -> this,
                () -> (request, context) -> record(request),
                () -> this,
                Join::new,
                () -> (request, context) -> record(request),
                () -> (request, context) -> record(request),
                AtTheBench::new,
                Copies::new,
                () -> (request, context) -> record(request),
                Makers::new,
                Live::new);
    }

    private final class Live implements LiveService {
        @Override
        public ExitCode order(OrderRequest request, Context context) {
            return record(request);
        }

        @Override
        public ExitCode end(String order, Context context) {
            return record("live end " + order);
        }

        @Override
        public ExitCode collect(Path stick, Context context) {
            return record("live collect " + stick);
        }

        @Override
        public ExitCode vouch(Path stick, List<String> confirmed, Context context) {
            return record("live vouch " + stick + " " + confirmed);
        }

        @Override
        public ExitCode start(StartRequest request, Context context) {
            return record(request);
        }
    }

    private final class Makers implements ProducerService {
        @Override
        public ExitCode template(Path file, Context context) {
            return record("producer template " + file);
        }

        @Override
        public ExitCode newKey(Path file, String name, Context context) {
            return record("producer new-key " + file + " name=" + name);
        }

        @Override
        public ExitCode sign(SignRequest request, Context context) {
            return record("producer sign " + request);
        }

        @Override
        public ExitCode check(List<Path> files, Optional<Path> trust, boolean json, Context context) {
            return record("producer check " + files + " trust=" + trust + " json=" + json);
        }

        @Override
        public ExitCode keep(List<Path> files, Context context) {
            return record("producer keep " + files);
        }
    }

    private final class Copies implements BackupService {
        @Override
        public ExitCode backup(Request request, Context context) {
            return record("backup " + request);
        }

        @Override
        public ExitCode restore(Request request, Context context) {
            return record("restore " + request);
        }
    }

    /** Its methods have the names of others. */
    private final class AtTheBench implements StationService {
        @Override
        public ExitCode run(List<Path> lanes, Context context) {
            return record("station run " + lanes);
        }

        @Override
        public ExitCode pair(
                String address,
                Optional<String> code,
                Optional<String> name,
                Optional<Path> authorities,
                Context context) {
            return record("station pair " + address + " " + code + " " + name + " " + authorities);
        }

        @Override
        public ExitCode status(boolean json, Context context) {
            return record("station status json=" + json);
        }
    }

    /** Its methods have the names of others. */
    private final class Join implements JoinService {
        @Override
        public ExitCode join(String address, Optional<String> origin, Context context) {
            return record("log join " + address + " " + origin);
        }

        @Override
        public ExitCode show(boolean json, Context context) {
            return record("log join json=" + json);
        }

        @Override
        public ExitCode leave(Context context) {
            return record("log join --leave");
        }
    }

    /** What was asked, in order. */
    public List<Object> calls() {
        return List.copyOf(calls);
    }

    /** The one erasure that was asked for. */
    public EraseRequest theErasure() {
        return (EraseRequest) calls.getFirst();
    }

    /** The one plan that was asked for. */
    public PlanService.Request thePlan() {
        return (PlanService.Request) calls.getFirst();
    }

    /** The one verification that was asked for. */
    public VerifyService.Request theVerification() {
        return (VerifyService.Request) calls.getFirst();
    }

    private ExitCode erase(EraseRequest request, Context context) throws UserError {
        calls.add(request);
        ExitCode code = erase.erase(request, context);
        return code == ExitCode.OK ? answer : code;
    }

    @Override
    public ExitCode seal(SealService.Request request, Context context) {
        return record(request);
    }

    @Override
    public ExitCode newKey(Path key, String name, Path password, Context context) {
        return record("seal new-key " + key + " " + name + " " + password);
    }

    private ExitCode record(Object call) {
        calls.add(call);
        return answer;
    }

    @Override
    public ExitCode path(Context context) {
        return record("log path");
    }

    @Override
    public ExitCode key(Context context) {
        return record("log key");
    }

    @Override
    public ExitCode check(String log, Optional<String> verifierKey, Context context) {
        return record("log fsck " + log + " " + verifierKey);
    }

    @Override
    public ExitCode serve(String log, String listen, Context context) {
        return record("log serve " + log + " " + listen);
    }

    @Override
    public ExitCode serveAppends(Path config, boolean takesOver, Context context) {
        return record("log serve --append " + config + (takesOver ? " --take-over" : ""));
    }

    @Override
    public ExitCode validateAppends(Path config, Context context) {
        return record("log validate " + config);
    }

    @Override
    public ExitCode newLogKey(Path file, String name, boolean isStation, Context context) {
        return record("log new-key " + file + " " + name + " " + isStation);
    }

    @Override
    public ExitCode follow(Follow request, Context context) {
        return record(request.toString());
    }

    @Override
    public ExitCode serve(Path config, Context context) {
        return record("witness " + config);
    }

    @Override
    public ExitCode validate(Path config, Context context) {
        return record("witness validate " + config);
    }

    @Override
    public ExitCode newKey(Path file, String name, Context context) {
        return record("witness new-key " + file + " " + name);
    }

    @Override
    public ExitCode show(boolean json, Context context) {
        return record("trust show json=" + json);
    }

    @Override
    public ExitCode addFrom(Path file, Context context) {
        return record("trust import " + file);
    }

    @Override
    public ExitCode showWitnesses(boolean json, Context context) {
        return record("witnesses json=" + json);
    }

    @Override
    public ExitCode setWitnesses(Path file, Context context) {
        return record("witnesses set " + file);
    }

    @Override
    public ExitCode removeWitnesses(Context context) {
        return record("witnesses remove");
    }

    @Override
    public ExitCode certify(CertifyRequest request, Context context) {
        return record(request);
    }

    @Override
    public ExitCode counterSign(CounterSignRequest request, Context context) {
        return record(request);
    }

    @Override
    public ExitCode signAsPerson(PersonSignRequest request, Context context) {
        return record(request);
    }

    @Override
    public ExitCode newPersonKey(Path file, String name, Context context) {
        return record("countersign new-key " + file + " " + name);
    }

    @Override
    public ExitCode revoke(RevokeRequest request, Context context) {
        return record(request);
    }

    @Override
    public ExitCode forget(ForgetRequest request, Context context) {
        return record(request);
    }

    @Override
    public ExitCode writeStatusLists(Path out, int witnessSeconds, Context context) {
        return record("status-list " + out + " " + witnessSeconds);
    }

    @Override
    public ExitCode export(Context context) {
        return record("trust export");
    }

    @Override
    public ExitCode stationKey(Context context) {
        return record("trust station-key");
    }

    @Override
    public ExitCode newListKey(Path file, String name, Context context) {
        return record("trust new-key " + file + " " + name);
    }

    @Override
    public ExitCode sign(TrustService.SignRequest request, Context context) {
        return record(request);
    }
}
