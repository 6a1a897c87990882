package org.wangchuan.engine.verdict;

import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.command.Told;
import org.wangchuan.engine.command.ata.AtaCapabilities;
import org.wangchuan.engine.command.mmc.ExtendedCsd;
import org.wangchuan.engine.command.nvme.NvmeController;
import org.wangchuan.engine.command.scsi.SupportedOperation;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.policy.NativeTechnique;

/** Whether a drive told, before anything was done, that it has a technique. That it told nothing of it is no offer. */
final class DriveOffer {
    private DriveOffer() {}

    /** Every answer that is about it says yes, and there is one. */
    static boolean of(NativeTechnique technique, List<DeviceCommand> asked) {
        List<Told> told = asked.stream()
                .flatMap(command -> tells(technique, command).stream())
                .toList();
        return !told.isEmpty() && told.stream().allMatch(answer -> answer == Told.YES);
    }

    /** The same of being asked to purge or to fail, which NVMe alone has. */
    static boolean ofPurging(List<DeviceCommand> asked) {
        List<Told> told = asked.stream()
                .filter(command -> NvmeBlock.of(command)
                        .filter(NvmeBlock::identifiesController)
                        .isPresent())
                .flatMap(command -> DriveAnswer.data(command, NvmeController::parse).stream())
                .map(NvmeController::purgeReporting)
                .toList();
        return !told.isEmpty() && told.stream().allMatch(answer -> answer == Told.YES);
    }

    private static Optional<Told> tells(NativeTechnique technique, DeviceCommand command) {
        return switch (technique.bus()) {
            case NVME -> {
                boolean asks = NvmeBlock.of(command)
                        .filter(NvmeBlock::identifiesController)
                        .isPresent();
                yield asks
                        ? DriveAnswer.data(command, NvmeController::parse).map(told -> nvme(technique, told))
                        : Optional.empty();
            }
            case ATA ->
                TechniqueBytes.identifyDevice(command)
                        ? DriveAnswer.data(command, AtaCapabilities::parse).map(told -> ata(technique, told))
                        : Optional.empty();
            case MMC -> MmcRules.card(command).map(ExtendedCsd::sanitize);
            case SCSI ->
                TechniqueBytes.asksFor(technique, command)
                        ? DriveAnswer.data(command, SupportedOperation::parse)
                        : Optional.empty();
            case TCG -> SecurityBlock.discovered(command).map(RevertRules::offered);
        };
    }

    private static Told nvme(NativeTechnique technique, NvmeController told) {
        return switch (technique) {
            case NVME_SANITIZE_CRYPTO -> told.cryptoErase();
            case NVME_SANITIZE_BLOCK -> told.blockErase();
            case NVME_SANITIZE_OVERWRITE -> told.overwrite();
            case NVME_FORMAT_USER_DATA -> told.formatNvm();
            case NVME_FORMAT_CRYPTO -> told.formatNvm() == Told.YES ? told.formatCryptoErase() : told.formatNvm();
            default -> Told.NOT_TOLD;
        };
    }

    private static Told ata(NativeTechnique technique, AtaCapabilities told) {
        return switch (technique) {
            case ATA_SANITIZE_CRYPTO -> told.cryptoScramble();
            case ATA_SANITIZE_BLOCK -> told.blockErase();
            case ATA_SANITIZE_OVERWRITE -> told.overwrite();
            case ATA_SECURITY_ERASE -> told.hasSecurity();
            case ATA_SECURITY_ERASE_ENHANCED ->
                told.security()
                        .map(security -> Told.of(security.enhancedErase()))
                        .orElse(Told.NOT_TOLD);
            default -> Told.NOT_TOLD;
        };
    }
}
