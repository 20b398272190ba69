using PhdTracker.Core.Collaboration;

namespace PhdTracker.Core.People;

/// <summary>At what a role can be held.</summary>
public enum RoleLevel { Unit, Side, Programme, Everything }

/// <summary>Where each role can be held: heads and directors in their unit or for their side, offices for their side, managers and auditors for the programme.</summary>
public static class RoleLevels
{
    /// <summary>The roles that are given; student and supervisor follow from candidatures.</summary>
    public static readonly IReadOnlyList<Role> Given =
    [
        Role.UnitHead, Role.DirectorOfPostgraduateStudies, Role.DoctoralSchoolDirector, Role.HeadOfInstitution, Role.Registry, Role.LegalOffice,
        Role.Office, Role.ProgrammeManager, Role.Auditor, Role.SystemAdministrator,
    ];

    /// <summary>Whether the role can be held at this level, and in a unit of this kind.</summary>
    public static bool Fits(Role role, RoleLevel level, UnitKind? unit = null) => role switch
    {
        Role.UnitHead => level == RoleLevel.Unit && unit is UnitKind.Department or UnitKind.ResearchUnit,
        Role.DirectorOfPostgraduateStudies => level == RoleLevel.Side || (level == RoleLevel.Unit && unit is UnitKind.Department),
        Role.DoctoralSchoolDirector => level == RoleLevel.Side || (level == RoleLevel.Unit && unit is UnitKind.DoctoralSchool),
        Role.HeadOfInstitution or Role.Registry or Role.LegalOffice or Role.Office => level == RoleLevel.Side,
        Role.ProgrammeManager or Role.Auditor => level == RoleLevel.Programme,
        Role.SystemAdministrator => level == RoleLevel.Everything,
        _ => false,
    };

    /// <summary>Whether somebody may give or end a role at this level: a side's roles with that side, the programme's with the programme, the system's with everything.</summary>
    public static bool MayGive(Access access, RoleLevel level, CaseScope scope) => level switch
    {
        RoleLevel.Unit or RoleLevel.Side => access.May(Permission.ManagePeople, scope),
        RoleLevel.Programme => access.May(Permission.ManageProgrammeRoles, scope),
        _ => PeopleReach.ReachesAll(access, Permission.ManageProgrammeRoles),
    };
}
