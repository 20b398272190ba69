namespace PhdTracker.Core.Demo;

/// <summary>The accounts that a stranger can try the demo programme with.</summary>
public static class DemoAccounts
{
    public const string Password = "Joint-PhD-2026";

    /// <summary>Names and address of an account by the part of the address before the <c>@</c>.</summary>
    public static (string Given, string Family, string Email) NameOf(string account) =>
        DemoNames.Accounts.Where(a => a.Account == account).Select(a => (a.Given, a.Family, $"{a.Account}@demo.example")).Single();

    public static IEnumerable<string> Addresses => DemoNames.Accounts.Select(a => $"{a.Account}@demo.example");
}

/// <summary>The fictional people and projects of the demo programme.</summary>
internal static class DemoNames
{
    /// <summary>The demo accounts: address before the <c>@</c>, title, names.</summary>
    public static readonly (string Account, string? Title, string Given, string Family)[] Accounts =
    [
        ("student.uk", null, "Freya", "Tanaka"),
        ("student.fr", null, "Léonie", "D’Alméida"),
        ("lead.uk", "Prof", "Niamh", "Sutcliffe"),
        ("lead.fr", "Dr", "Aïcha", "Benoît"),
        ("unit.uk", "Prof", "Callum", "Ashworth"),
        ("unit.fr", "Dr", "Théo", "Vasseur"),
        ("director.uk", "Dr", "Ruth", "Pemberton"),
        ("school.fr", "Prof", "Hélène", "Ferrand"),
        ("office.uk", null, "Grace", "Okafor"),
        ("office.fr", null, "Maud", "Girardot"),
        ("legal.uk", null, "Owen", "Fairbairn"),
        ("legal.fr", null, "Solène", "Kerbrat"),
        ("registry.uk", null, "Bethan", "Llewellyn"),
        ("signatory.uk", "Prof", "Margaret", "Osei"),
        ("signatory.fr", "Prof", "Édouard", "de La Rochette"),
        ("newcomer.uk", "Dr", "Arjun", "Banerjee"),
        ("newcomer.fr", "Dr", "Noémie", "Lefèvre"),
        ("applicant.uk", null, "Tomos", "Okonkwo"),
        ("applicant.fr", null, "Salomé", "Garrigue"),
        ("programme", null, "Tariq", "Haddad"),
        ("auditor", null, "Isla", "Lindqvist"),
        ("admin", null, "Ewan", "Kerr"),
    ];

    public static readonly string[] UkGiven =
        ["Amelia", "Kwame", "Bethan", "Arjun", "Saoirse", "Hamish", "Zainab", "Olamide", "Tomos", "Imran", "Chloe", "Rhys", "Mei", "Jonah", "Nadia", "Daniel", "Priya", "Hassan", "Isobel", "Wei"];

    public static readonly string[] UkFamily =
        ["Whitcombe", "Nkemelu", "O’Donnell", "Banerjee", "Adeyemi", "Goldsmith", "Moreau-Smith", "Fairbairn", "Pryce", "Llewellyn", "Rahman", "Brennan", "Vaughan", "Ahluwalia", "Zhang", "Fitzgerald", "Cavendish", "Lindley", "Osei", "Hargreaves"];

    public static readonly string[] FrGiven =
        ["Cédric", "Mathéo", "Anaïs", "Kévin", "Inès", "Étienne", "Joël", "Gaëlle", "Salomé", "Bastien", "Océane", "Raphaël", "Loïc", "Noémie", "Zoé", "Maëlys", "Grégoire", "Fatoumata", "Yanis", "Aurore"];

    public static readonly string[] FrFamily =
        ["Hérault", "Lévêque", "Tréguier", "Cœurdevey", "Péron", "Le Guen", "N’Diaye", "Besnard", "Saint-Léger", "Quéré", "Jolivet", "Bourguignon", "Garçon", "Kerviel", "Château", "Rousselot", "Dupré de La Tour", "Lefèvre", "Marchetti", "Haouari"];

    /// <summary>Departments of the UK side, and the theme of their projects.</summary>
    public static readonly (string Name, string Theme)[] Departments =
    [
        ("Physics", "Quantum science"), ("Mathematics", "Mathematics"), ("Bioengineering", "Bioengineering"), ("Earth Science & Engineering", "Arctic climate"),
        ("Chemistry", "Sustainability"), ("Computing", "Artificial intelligence"), ("Aeronautics", "Engineering"), ("Metabolism, Digestion and Reproduction", "Health"),
    ];

    /// <summary>Laboratories of the French side: code, name, town, university, doctoral school.</summary>
    public static readonly (string Code, string Name, string City, string University, string School)[] Laboratories =
    [
        ("UMR 5672", "Laboratoire de physique", "Lyon", "ENS-LYON", "ED 52"),
        ("UMR 7586", "Institut de mathématiques", "Paris", "SORBONNE", "ED 386"),
        ("UMR 8199", "Génomique et maladies métaboliques", "Lille", "LILLE", "ED 446"),
        ("UMR 5001", "Institut des géosciences de l’environnement", "Grenoble", "GRENOBLE", "ED 105"),
        ("UMR 5253", "Institut de chimie", "Montpellier", "MONTPELLIER", "ED 459"),
    ];

    /// <summary>Universities at which students of the French side register: code, name.</summary>
    public static readonly (string Code, string Name)[] Universities =
        [("ENS-LYON", "ENS de Lyon"), ("SORBONNE", "Sorbonne Université"), ("GRENOBLE", "Université Grenoble Alpes"), ("MONTPELLIER", "Université de Montpellier")];

    /// <summary>How many projects each of the seven calls chose, oldest first.</summary>
    public static readonly int[] ProjectsOfCall = [4, 4, 5, 4, 4, 5, 4];

    /// <summary>Titles, with the sustainable development goals that they serve; by call.</summary>
    public static readonly (string Title, int[] Goals)[] Projects =
    [
        ("Seismic metabarriers for historic buildings", [9, 11]),
        ("Quantum gravity constraints on effective theories", [9]),
        ("Proton minibeam dosimetry for compact beamlines", [3]),
        ("Electrolyte design for sodium batteries", [7, 12]),
        ("Graph limits and epidemics on networks", [3]),
        ("Swarm robotics for coastal monitoring", [13, 14]),
        ("Stochastic closures for Arctic sea-ice dynamics", [13]),
        ("Random matrices and wireless capacity", [9]),
        ("Wake turbulence of floating wind farms", [7]),
        ("Soft actuators for fetal surgery", [3]),
        ("Neuromodulation with focused ultrasound", [3]),
        ("Urban heat and building stock resilience", [11, 13]),
        ("Mean-field games for mobility pricing", [11]),
        ("Plasma wakefield injection stability", [9]),
        ("Gut lipid sensing and insulin secretion", [3]),
        ("Cardiac digital twins from sparse imaging", [3, 9]),
        ("Hyperbolic metamaterials for thermal photonics", [7]),
        ("Superstring amplitudes and modular forms", [9]),
        ("Holography for non-equilibrium plasmas", [9]),
        ("Photocatalytic nitrogen fixation", [2, 12]),
        ("Hydrogen embrittlement at grain boundaries", [7, 9]),
        ("Bacterial chemotaxis in porous media", [3, 6]),
        ("Coherent nanosources for in-materia computing", [7, 9]),
        ("Topological data analysis of organoid growth", [3]),
        ("Microfluidic models of the blood–brain barrier", [3]),
        ("Nanophotonic spiking neurons in III–V nanowires", [9]),
        ("Sediment transport in the water cycle", [6, 13]),
        ("Strong-coupling expansions in gauge theories", [9]),
        ("Adipose tissue ageing in type 2 diabetes", [3]),
        ("Permafrost carbon release under extreme rain", [13]),
    ];

    public static readonly string[] Remarks =
    [
        "The report is clear and the plan for the next year is realistic.",
        "Good progress; the comparison with the partner laboratory’s data is convincing.",
        "The method is sound. Please keep the figures of chapter two for the thesis.",
        "A solid year, and the stay at the partner is well prepared.",
        "Well argued. The timetable leaves little slack: watch it together.",
    ];

    public static readonly string[] RemarksFr =
    [
        "Le rapport est clair et le calendrier de l’année à venir est réaliste.",
        "Bonne progression ; la comparaison avec les données du laboratoire partenaire est convaincante.",
        "La méthode est solide. Les figures du chapitre deux méritent d’être gardées pour la thèse.",
        "Une année riche, et le séjour chez le partenaire est bien préparé.",
        "Bien argumenté. Le calendrier laisse peu de marge : à suivre ensemble.",
    ];

    public static readonly string[] Returns =
    [
        "Please add the experiments that we discussed, and a paragraph on what changes if they fail.",
        "The completion plan is missing. Two pages are enough.",
    ];

    public static readonly string[] ReturnsFr =
    [
        "Merci d’ajouter les expériences dont nous avons parlé, et un paragraphe sur ce qui change si elles échouent.",
        "Il manque le calendrier d’achèvement. Deux pages suffisent.",
    ];
}
