package org.wangchuan.cli.service;

import java.util.function.Supplier;

/**
 * What the commands call, made only when a command needs it: a start loads one command's classes,
 * not all.
 */
public record Services(
        Supplier<EraseService> erase,
        Supplier<DevicesService> devices,
        Supplier<PhonesService> phones,
        Supplier<PhoneEraseService> phoneErase,
        Supplier<PlanService> plan,
        Supplier<VerifyService> verify,
        Supplier<VerdictService> verdict,
        Supplier<TrustService> trust,
        Supplier<LogService> log,
        Supplier<WitnessService> witness,
        Supplier<PageService> page,
        Supplier<CertificateService> certificates,
        Supplier<PresentService> present,
        Supplier<SealService> seal,
        Supplier<JoinService> join,
        Supplier<KeptService> kept,
        Supplier<UpService> up,
        Supplier<StationService> station,
        Supplier<BackupService> backup,
        Supplier<RecheckService> recheck,
        Supplier<ProducerService> producer,
        Supplier<LiveService> live) {}
