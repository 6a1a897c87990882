/** The ring through which Linux hands SCSI commands to a program (linux/target_core_user.h). */
@NullMarked
package org.wangchuan.lab.tcmu;

import org.jspecify.annotations.NullMarked;
