/** What every made drive has: cells in a file of the host's, and firmware that does what a scenario says. */
@NullMarked
package org.wangchuan.lab.drive;

import org.jspecify.annotations.NullMarked;
