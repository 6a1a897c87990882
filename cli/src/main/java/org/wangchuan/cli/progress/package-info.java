/** The live display of lanes on standard error. It reads snapshots and never waits for a lane. */
@NullMarked
package org.wangchuan.cli.progress;

import org.jspecify.annotations.NullMarked;
