package org.wangchuan.engine.purge;

import java.io.IOException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.nvme.NvmeCommands;
import org.wangchuan.engine.command.nvme.NvmeErase;
import org.wangchuan.engine.command.nvme.NvmeErase.SecureErase;
import org.wangchuan.engine.command.nvme.NvmeLists;
import org.wangchuan.engine.command.nvme.NvmeNamespace;
import org.wangchuan.engine.command.nvme.NvmeRequest;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.policy.NativeTechnique;

/**
 * Format NVM of one namespace, in the format that it has. The controller answers when it is done, after hours perhaps, and takes nothing else
 * meanwhile.
 */
final class FormatProcedure implements Procedure {
    /** A day: past its time Linux resets the controller in the middle of the format. Whoever does not want to wait can stop. */
    static final int TIMEOUT_MILLIS = 86_400_000;

    /** A record holds 64 answers of an attempt. */
    private static final int NAMESPACES_MAX = 50;

    private static final HexFormat HEX = HexFormat.of();

    private final SecureErase erase;
    private final int namespace;
    private final List<Integer> namespaces;
    private final PurgeControl control;

    /** @param asked what the controller said before: a format of one namespace may be one of all, which are looked at afterwards */
    FormatProcedure(NativeTechnique technique, long namespace, List<DeviceCommand> asked, PurgeControl control) {
        this.erase =
                technique == NativeTechnique.NVME_FORMAT_CRYPTO ? SecureErase.CRYPTOGRAPHIC : SecureErase.USER_DATA;
        this.namespace = (int) namespace;
        this.namespaces = attached(asked);
        this.control = control;
    }

    @Override
    public List<Message> before() {
        return List.of(state());
    }

    @Override
    public AttemptEnd settle(DriveLine line) {
        return AttemptEnd.ENDED;
    }

    @Override
    public AttemptEnd run(DriveLine line, PurgeRecord record, Attempt soFar) throws IOException {
        Optional<DeviceCommand> sent = soFar.commanded().stream().findFirst();
        if (sent.isEmpty()) {
            Optional<NvmeRequest> request = request(soFar.before());
            if (request.isEmpty()) {
                return AttemptEnd.REFUSED;
            }
            if (control.stopRequested()) {
                return AttemptEnd.STOPPED; // nobody could take it back
            }
            sent = line.order(Message.of(request.get(), TIMEOUT_MILLIS));
            if (sent.isEmpty()) {
                return control.stopRequested() ? AttemptEnd.STOPPED : AttemptEnd.STALLED;
            }
            record.commanded(sent.get());
        }
        return switch (Acceptance.of(sent.get())) {
            case REFUSED, AGAIN -> AttemptEnd.REFUSED;
            case GONE -> AttemptEnd.DEVICE_GONE;
            case UNCLEAR -> AttemptEnd.STALLED;
            case TAKEN -> {
                for (int one : namespaces) {
                    Optional<DeviceCommand> after = line.ask(Message.of(NvmeCommands.identifyNamespace(one), 0));
                    if (after.isEmpty()) {
                        yield AttemptEnd.STALLED;
                    }
                    record.told(after.get());
                }
                yield AttemptEnd.ENDED;
            }
        };
    }

    /** The one that is held first, and the others that the controller named. */
    private List<Integer> attached(List<DeviceCommand> asked) {
        Set<Integer> out = new LinkedHashSet<>();
        out.add(namespace);
        for (DeviceCommand command : asked) {
            boolean lists = Message.of(NvmeCommands.activeNamespaces(0), 0).isSameAs(command);
            if (lists
                    && command.answer() instanceof DeviceCommand.Told(int status, long _, String data)
                    && status == 0) {
                try {
                    NvmeLists.namespaces(HEX.parseHex(data)).stream()
                            .limit(NAMESPACES_MAX)
                            .forEach(one -> out.add((int) (long) one));
                } catch (AnswerException _) {
                    // none are known
                }
            }
        }
        return List.copyOf(out);
    }

    /** Empty if its format is not known, or holds more than data: another one would be made of it. */
    private Optional<NvmeRequest> request(List<DeviceCommand> before) {
        for (DeviceCommand command : before) {
            if (command.answer() instanceof DeviceCommand.Told(int status, long _, String data) && status == 0) {
                try {
                    return NvmeNamespace.parse(HEX.parseHex(data))
                            .filter(known -> known.metadataBytes() == 0 && known.protectionType() == 0)
                            .map(known -> NvmeErase.format(namespace, known.format(), erase));
                } catch (AnswerException _) {
                    // not known
                }
            }
        }
        return Optional.empty();
    }

    private Message state() {
        return Message.of(NvmeCommands.identifyNamespace(namespace), 0);
    }
}
