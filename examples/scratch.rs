use mcpserver_operator::core::{advise::*, assess::*, profile::*, text::Clean};
fn main() {
    let library = mcpserver_operator::guidance::load_builtin().unwrap();
    for (name, facts) in [
        (
            "github-inline",
            vec![
                ("transport", "stdio"),
                ("launch", "npx"),
                ("package.ecosystem", "npm"),
                ("package.name", "@modelcontextprotocol/server-github"),
                ("package.pin", "floating"),
                ("secrets.count", "1"),
                ("secrets.names", "GITHUB_TOKEN"),
                ("secrets.storage", "inline"),
                ("neighbours", "3"),
            ],
        ),
        (
            "files",
            vec![
                ("transport", "stdio"),
                ("launch", "npx"),
                ("package.ecosystem", "npm"),
                ("package.pin", "floating"),
                ("filesystem", "home"),
                ("secrets.count", "0"),
                ("neighbours", "3"),
            ],
        ),
        (
            "docs-known",
            vec![
                ("transport", "stdio"),
                ("launch", "npx"),
                ("package.ecosystem", "npm"),
                ("package.pin", "exact"),
                ("trust", "trusted"),
                ("exposure", "local"),
                ("bind", "loopback"),
                ("run_as", "user"),
                ("privileged", "false"),
                ("docker_socket", "false"),
                ("filesystem", "none"),
                ("secrets.count", "0"),
                ("tools.execute", "false"),
                ("tools.file_write", "false"),
                ("tools.fetch", "false"),
                ("tools.send", "false"),
                ("reads.private_data", "false"),
                ("reads.untrusted_content", "false"),
                ("sends.external", "false"),
                ("data", "public"),
                ("tenants", "single"),
                ("context", "individual"),
            ],
        ),
    ] {
        let mut p = Profile::new(name, Origin::default());
        for (k, v) in facts {
            p.say(k, library.fact(k).unwrap().read(v).unwrap(), Source::new(Standing::Observed, "client-config"));
        }
        let d = Decisions::default();
        let t = std::time::Instant::now();
        let r = report(
            &p,
            Request { library: &library, decisions: &d, as_of: "2026-11-24".parse().unwrap(), appetite: None },
        );
        println!("== {name} {:?} level {:?} verdict {:?}", t.elapsed(), r.level, r.verdict);
        for g in &r.gates {
            println!("  gate {} {:?}", g.id, g.state);
        }
        for k in r.risks.iter().flatten() {
            println!(
                "  {:?} {:24} inh {:8} cur {:8} {:?} target {} {:?} unver {}",
                k.applies,
                k.id,
                k.inherent.level.to_string(),
                k.current.level.to_string(),
                k.current.level_range,
                k.target.level,
                k.target.level_range,
                k.target_unverified
            );
        }
        for x in r.recommendations.iter().flatten() {
            println!(
                "    {:30} P {:6} req {} cost {} {:?} in_place {}",
                x.id, x.priority, x.required, x.cost, x.status, x.in_place
            );
        }
        let p = r.plan.clone().unwrap();
        println!(
            "  plan feasible {} cost {} unreachable {:?} blocked {:?}",
            p.feasible, p.cost, p.unreachable, p.blocked
        );
        for q in r.questions.iter().flatten() {
            println!("    ask {} {}", q.fact, q.worth);
        }
    }
    let _ = Clean::new("");
}
