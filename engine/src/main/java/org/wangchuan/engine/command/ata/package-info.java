/** ATA commands, each in an ATA PASS-THROUGH (16) block of SCSI, and what drives answer (ACS-4, ACS-2 for what is gone since, SAT-4). */
@NullMarked
package org.wangchuan.engine.command.ata;

import org.jspecify.annotations.NullMarked;
