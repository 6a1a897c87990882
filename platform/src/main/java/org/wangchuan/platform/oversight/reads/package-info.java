/** The vault's record of reads in numbers: by purpose, role, reason, site and month, and days that are unusual for an account. */
@NullMarked
package org.wangchuan.platform.oversight.reads;

import org.jspecify.annotations.NullMarked;
