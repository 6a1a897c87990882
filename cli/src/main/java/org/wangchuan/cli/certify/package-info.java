/** The commands that get certificates and take them back. */
@NullMarked
package org.wangchuan.cli.certify;

import org.jspecify.annotations.NullMarked;
