using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PhdTracker.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Quality : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Milestones_DoneOn",
                table: "Milestones");

            migrationBuilder.DropIndex(
                name: "IX_Milestones_RuleCode_Occurrence_CandidatureId_State_DueOn_DoneOn_IsOptional_EquivalentToId",
                table: "Milestones");

            migrationBuilder.AddColumn<string>(
                name: "FoldedTitle",
                table: "Projects",
                type: "TEXT",
                maxLength: 600,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "FormerEmail",
                table: "People",
                type: "TEXT",
                maxLength: 256,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "MergedIntoId",
                table: "People",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "WrittenOrder",
                table: "ImportLines",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "MeetingDays",
                table: "CohortRules",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "DueOn",
                table: "ChangeRequests",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PeopleApart",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    OneId = table.Column<int>(type: "INTEGER", nullable: false),
                    OtherId = table.Column<int>(type: "INTEGER", nullable: false),
                    ById = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PeopleApart", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PeopleApart_People_ById",
                        column: x => x.ById,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PeopleApart_People_OneId",
                        column: x => x.OneId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PeopleApart_People_OtherId",
                        column: x => x.OtherId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Projects_FoldedTitle",
                table: "Projects",
                column: "FoldedTitle");

            migrationBuilder.CreateIndex(
                name: "IX_People_FormerEmail",
                table: "People",
                column: "FormerEmail");

            migrationBuilder.CreateIndex(
                name: "IX_People_MergedIntoId",
                table: "People",
                column: "MergedIntoId");

            migrationBuilder.CreateIndex(
                name: "IX_Milestones_CandidatureId_EquivalentToId_State_DueOn_DoneOn_IsOptional_RuleCode_Occurrence",
                table: "Milestones",
                columns: new[] { "CandidatureId", "EquivalentToId", "State", "DueOn", "DoneOn", "IsOptional", "RuleCode", "Occurrence" });

            migrationBuilder.CreateIndex(
                name: "IX_PeopleApart_ById",
                table: "PeopleApart",
                column: "ById");

            migrationBuilder.CreateIndex(
                name: "IX_PeopleApart_OneId_OtherId",
                table: "PeopleApart",
                columns: new[] { "OneId", "OtherId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PeopleApart_OtherId",
                table: "PeopleApart",
                column: "OtherId");

            migrationBuilder.AddForeignKey(
                name: "FK_People_People_MergedIntoId",
                table: "People",
                column: "MergedIntoId",
                principalTable: "People",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_People_People_MergedIntoId",
                table: "People");

            migrationBuilder.DropTable(
                name: "PeopleApart");

            migrationBuilder.DropIndex(
                name: "IX_Projects_FoldedTitle",
                table: "Projects");

            migrationBuilder.DropIndex(
                name: "IX_People_FormerEmail",
                table: "People");

            migrationBuilder.DropIndex(
                name: "IX_People_MergedIntoId",
                table: "People");

            migrationBuilder.DropIndex(
                name: "IX_Milestones_CandidatureId_EquivalentToId_State_DueOn_DoneOn_IsOptional_RuleCode_Occurrence",
                table: "Milestones");

            migrationBuilder.DropColumn(
                name: "FoldedTitle",
                table: "Projects");

            migrationBuilder.DropColumn(
                name: "FormerEmail",
                table: "People");

            migrationBuilder.DropColumn(
                name: "MergedIntoId",
                table: "People");

            migrationBuilder.DropColumn(
                name: "WrittenOrder",
                table: "ImportLines");

            migrationBuilder.DropColumn(
                name: "MeetingDays",
                table: "CohortRules");

            migrationBuilder.DropColumn(
                name: "DueOn",
                table: "ChangeRequests");

            migrationBuilder.CreateIndex(
                name: "IX_Milestones_DoneOn",
                table: "Milestones",
                column: "DoneOn");

            migrationBuilder.CreateIndex(
                name: "IX_Milestones_RuleCode_Occurrence_CandidatureId_State_DueOn_DoneOn_IsOptional_EquivalentToId",
                table: "Milestones",
                columns: new[] { "RuleCode", "Occurrence", "CandidatureId", "State", "DueOn", "DoneOn", "IsOptional", "EquivalentToId" });
        }
    }
}
