package recognizers

// isDistrictCode reports the Unterscheidungszeichen of registration districts and of the Länder, with those that were brought back since
// 2012, in the folded spelling (GÖ is goe). Source: FZV, Anlage 1, as published by the Bundesministerium für Verkehr.
func isDistrictCode(w string) bool {
	switch w {
	case "a", "b", "c", "d", "e", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "v", "w", "z", "aa", "ab", "ac", "ae",
		"ah", "ak", "al", "am", "an", "ap", "ar", "as", "at", "au", "aw", "az", "ba", "bb", "bc", "bd", "be", "bf", "bg", "bh", "bi",
		"bk", "bl", "bm", "bn", "bo", "br", "bs", "bt", "bu", "bw", "bz", "ca", "cb", "ce", "co", "cr", "cw", "da", "dd", "de", "dh",
		"di", "dl", "dm", "dn", "do", "ds", "dt", "du", "dw", "dz", "ea", "eb", "ed", "ee", "ef", "eg", "eh", "ei", "el", "em", "en",
		"er", "es", "eu", "ew", "fb", "fd", "ff", "fg", "fh", "fi", "fl", "fn", "fo", "fr", "fs", "ft", "fw", "fz", "ga", "gc", "gd",
		"ge", "gf", "gg", "gi", "gk", "gl", "gm", "gn", "gp", "gr", "gs", "gt", "gv", "gw", "gz", "ha", "hb", "hc", "hd", "he", "hf",
		"hg", "hh", "hi", "hk", "hl", "hm", "hn", "ho", "hp", "hr", "hs", "hu", "hv", "hw", "hx", "hy", "hz", "ik", "il", "in", "is",
		"iz", "jb", "je", "jl", "ka", "kb", "kc", "ke", "kf", "kg", "kh", "ki", "kk", "kl", "km", "kn", "ko", "kr", "ks", "kt", "ku",
		"kw", "ky", "la", "lb", "lc", "ld", "le", "lf", "lg", "lh", "li", "lk", "ll", "lm", "ln", "lp", "lr", "lu", "ma", "mb", "mc",
		"md", "me", "mg", "mh", "mi", "mk", "ml", "mm", "mn", "mo", "mq", "mr", "ms", "mt", "mw", "my", "mz", "nb", "nd", "ne", "nf",
		"nh", "ni", "nk", "nl", "nm", "np", "nr", "nt", "nu", "nw", "ny", "nz", "oa", "ob", "oc", "od", "oe", "of", "og", "oh", "ok",
		"ol", "op", "or", "os", "oz", "pa", "pb", "pe", "pf", "pi", "pk", "pl", "pm", "pn", "pr", "ps", "pw", "pz", "ra", "rc", "rd",
		"re", "rg", "rh", "ri", "rl", "rm", "rn", "ro", "rs", "rt", "ru", "rv", "rw", "ry", "rz", "sb", "sc", "se", "sf", "sg", "sh",
		"si", "sk", "sl", "sm", "sn", "so", "sp", "sr", "st", "su", "sw", "sy", "sz", "te", "tf", "tg", "to", "tp", "tr", "ts", "tt",
		"ue", "uh", "ul", "um", "un", "vb", "vg", "vk", "vl", "vr", "vs", "wa", "wb", "wd", "we", "wf", "wg", "wi", "wk", "wl", "wm",
		"wn", "wo", "wr", "ws", "wt", "ww", "wz", "ze", "zi", "zp", "zr", "zw", "zz", "abg", "abi", "aib", "aic", "alf", "als", "alz",
		"ana", "ang", "ank", "aoe", "apd", "arn", "art", "asd", "asl", "asz", "aur", "aze", "bad", "bar", "bbg", "bbl", "bch", "bed",
		"bei", "bel", "ber", "bgd", "bgl", "bid", "bin", "bir", "bit", "biw", "bks", "blb", "blk", "bna", "boe", "bog", "boh", "bor",
		"bot", "bra", "brb", "brg", "bri", "brk", "brl", "brv", "bsb", "bsk", "btf", "bul", "bwl", "byl", "bza", "cas", "cha", "clp",
		"clz", "coc", "coe", "cux", "dah", "dan", "dau", "dbr", "deg", "del", "dgf", "dil", "din", "diz", "dkb", "dlg", "don", "dud",
		"ebe", "ebn", "ebs", "eck", "ehi", "eic", "eih", "eil", "ein", "eis", "emd", "ems", "erb", "erh", "erk", "erz", "esa", "esb",
		"esw", "eut", "fal", "fdb", "fds", "feu", "ffb", "fkb", "for", "frg", "fri", "frw", "ftl", "fue", "gan", "gap", "gdb", "gel",
		"gem", "geo", "ger", "gha", "ghc", "gla", "gmn", "gnt", "goa", "goe", "goh", "gra", "grh", "gri", "grm", "grs", "grz", "gth",
		"gub", "gue", "gun", "gvm", "hab", "hal", "ham", "has", "hbn", "hbs", "hch", "hdh", "hdl", "heb", "hef", "hei", "hel", "her",
		"het", "hgn", "hgw", "hhm", "hig", "hip", "hog", "hoh", "hol", "hom", "hor", "hot", "hro", "hsk", "hst", "hus", "hvl", "hwi",
		"igb", "ill", "jev", "kar", "keh", "kel", "kem", "kib", "kle", "klt", "klz", "kru", "kus", "kyf", "lan", "lat", "lau", "lbs",
		"lbz", "ldk", "lds", "leo", "ler", "lev", "lib", "lif", "lin", "lip", "loe", "loh", "los", "lro", "lsa", "lsn", "lsz", "luk",
		"lup", "lwl", "mab", "mai", "mak", "mal", "mar", "med", "meg", "mei", "mek", "mel", "mep", "mer", "mes", "met", "mgh", "mgn",
		"mhl", "mil", "mkk", "mod", "mol", "mon", "mos", "mse", "msh", "msp", "mst", "mtk", "mtl", "mue", "mvl", "myk", "mzg", "nab",
		"nai", "nau", "ndh", "nea", "neb", "nec", "nen", "nes", "neu", "new", "nib", "nmb", "nms", "noe", "noh", "nol", "nom", "nor",
		"nrw", "nvp", "nwm", "oal", "obb", "obg", "och", "oha", "ohv", "ohz", "old", "opr", "osl", "ott", "otw", "ovi", "ovl", "ovp",
		"paf", "pan", "par", "pch", "peg", "per", "pir", "qft", "qlb", "rdg", "reg", "reh", "rei", "rid", "rie", "rod", "rof", "roh",
		"rok", "rol", "ros", "rot", "row", "rpl", "rsl", "rwl", "sab", "sad", "sal", "san", "sao", "saw", "sbg", "sbk", "scz", "sdh",
		"sdl", "sdt", "seb", "see", "sef", "sel", "sfa", "sfb", "sft", "sgh", "sha", "shg", "shk", "shl", "sig", "sim", "sle", "slf",
		"slg", "slk", "sln", "sls", "slz", "snh", "sob", "sog", "sok", "sol", "son", "spb", "spn", "srb", "sro", "sta", "stb", "std",
		"ste", "sth", "stl", "sto", "sul", "swa", "szb", "tbb", "tdo", "tet", "thl", "tir", "tue", "tut", "ueb", "uem", "uer", "uff",
		"usi", "vai", "vec", "ver", "vib", "vie", "vit", "vof", "voh", "waf", "wak", "wan", "war", "wat", "wbs", "wda", "web", "weg",
		"wel", "wem", "wen", "wer", "wes", "whv", "wil", "wis", "wit", "wiz", "wlg", "wms", "wnd", "wob", "woh", "wol", "wor", "wos",
		"wrn", "wsf", "wst", "wsw", "wtl", "wtm", "wue", "wug", "wun", "wur", "wzl", "zel", "zig", "bued", "buer", "bues", "buez",
		"duew", "floe", "fues", "hmue", "hoes", "huen", "juel", "koen", "koet", "koez", "kuen", "loeb", "lued", "luen", "mueb", "muel",
		"muen", "muer", "nrue", "oehr", "ploe", "prue", "rued", "rueg", "saek", "slue", "smue", "soem", "suew", "toel", "toen", "wuem":
		return true
	}
	return false
}
