/** The bodies of the commands that look at media and erase them. */
@NullMarked
package org.wangchuan.cli.bench;

import org.jspecify.annotations.NullMarked;
